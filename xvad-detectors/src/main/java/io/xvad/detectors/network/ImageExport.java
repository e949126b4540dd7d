package io.xvad.detectors.network;

import io.xvad.core.model.SavedNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An image network on its way to ONNX: what it makes its map and score of. Not thread-safe. */
public final class ImageExport {

    /** Name of the images that go in. */
    private static final String IMAGES = "image";

    private final ImageNetwork network;
    private final Trainable net;
    private final OnnxGraph onnx = new OnnxGraph();
    private final Map<String, INDArray> example;
    private final String images;
    private final SameDiffTranslation translation;

    /**
     * ONNX values of what a network finds.
     *
     * @param map shape (views, side, side)
     * @param score one number, if it is not the maximum of the painted map
     */
    public record Found(String map, Optional<String> score) {}

    private ImageExport(ImageNetwork network) {
        this.network = network;
        this.net = network.net();
        this.example = network.example();
        this.images = onnx.input(
                IMAGES, Objects.requireNonNull(example.get(ImageNetwork.INPUT)).shape());
        this.translation = translation(images);
    }

    /** A network whose training has ended; it is closed and must not be used afterwards. */
    static SavedNetwork saved(ImageNetwork network) {
        try (network) {
            ImageExport export = new ImageExport(network);
            return export.saved(network.found(export), network.size());
        }
    }

    private SavedNetwork saved(Found found, int size) {
        List<String> detection = new ArrayList<>(List.of(ImageNetwork.MAP));
        onnx.output(ImageNetwork.MAP, found.map(), -1, -1, -1);
        found.score().ifPresent(score -> {
            onnx.output(ImageNetwork.SCORE, onnx.reshaped(score, 1), 1);
            detection.add(ImageNetwork.SCORE);
        });
        if (!net.graph().hasVariable(ImageNetwork.OUTPUT)) {
            return Trainable.saved(onnx.bytes(), net);
        }
        String output = value(ImageNetwork.OUTPUT);
        onnx.output(ImageNetwork.OUTPUT, output, 1, 3, size, size);
        return onnx.needs(detection, output)
                ? Trainable.saved(onnx.bytes(), net)
                : Trainable.saved(onnx.bytes(detection), net)
                        .withReconstruction(onnx.bytes(List.of(ImageNetwork.OUTPUT)));
    }

    /** The graph and its weights. */
    public Trainable net() {
        return net;
    }

    /** The ONNX graph to which nodes are added. */
    public OnnxGraph onnx() {
        return onnx;
    }

    /** The images that go in. */
    public String images() {
        return images;
    }

    /** The outputs if the map is a variable of the graph and the score is the maximum of the painted map. */
    public Found variables(String map) {
        return new Found(value(map), Optional.empty());
    }

    /** The outputs if map and score are variables of the graph. */
    public Found variables(String map, String score) {
        return new Found(value(map), Optional.of(value(score)));
    }

    /** The ONNX value of a variable of the graph. */
    public String value(String variable) {
        return translation.value(variable);
    }

    /** The ONNX value of the gradient of the graph's loss variables by one of its variables. */
    public String gradient(String variable) {
        return translation.gradient(variable);
    }

    /** The same network once more, on other images. */
    public SameDiffTranslation translation(String otherImages) {
        Map<String, String> inputs = new HashMap<>();
        example.forEach((name, value) -> inputs.put(
                name,
                name.equals(ImageNetwork.INPUT)
                        ? otherImages
                        : onnx.constant(value.dup('c').data().asFloat(), value.shape())));
        inputs.putAll(network.madeOf(onnx, otherImages));
        return new SameDiffTranslation(net.graph(), onnx, inputs, example);
    }
}
