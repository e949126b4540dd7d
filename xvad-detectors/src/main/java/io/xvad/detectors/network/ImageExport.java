package io.xvad.detectors.network;

import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
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

/** A network trained from pixels on its way to ONNX: what a {@link ImageRecipe} makes its map and score of. */
public final class ImageExport {

    private final Trainable net;
    private final OnnxGraph onnx = new OnnxGraph();
    private final Map<String, INDArray> example;
    private final String pictures;
    private final SameDiffTranslation translation;

    /**
     * What detection needs.
     *
     * @param map value of shape (N, side, side)
     * @param score value of one number, if it is not the maximum of the painted map
     */
    public record Outputs(String map, Optional<String> score) {}

    private ImageExport(Trainable net, Map<String, INDArray> example) {
        this.net = net;
        this.example = example;
        this.pictures = onnx.input(
                FrozenImages.PICTURES,
                Objects.requireNonNull(example.get(ImageRecipe.INPUT)).shape());
        this.translation = translation(pictures);
    }

    /** A network whose training has ended; the graph must not be used afterwards. */
    static SavedNetwork saved(ImageRecipe recipe, Trainable net, Options options) {
        int size = ImageOptions.size(options);
        ImageExport export = new ImageExport(net, recipe.inputs(new float[3 * size * size], options));
        Outputs outputs = recipe.outputs(export, options);
        OnnxGraph onnx = export.onnx;
        List<String> detection = new ArrayList<>(List.of(FrozenImages.MAP));
        onnx.output(FrozenImages.MAP, outputs.map(), -1, -1, -1);
        outputs.score().ifPresent(score -> {
            onnx.output(FrozenImages.SCORE, onnx.reshaped(score, 1), 1);
            detection.add(FrozenImages.SCORE);
        });
        if (!net.graph().hasVariable(ImageRecipe.OUTPUT)) {
            return Trainable.saved(onnx.bytes(), net);
        }
        String output = export.value(ImageRecipe.OUTPUT);
        onnx.output(FrozenImages.OUTPUT, output, 1, 3, size, size);
        return onnx.needs(detection, output)
                ? Trainable.saved(onnx.bytes(), net)
                : Trainable.saved(onnx.bytes(detection), net)
                        .withReconstruction(onnx.bytes(List.of(FrozenImages.OUTPUT)));
    }

    /** The graph and its weights. */
    public Trainable net() {
        return net;
    }

    /** Where nodes are added. */
    public OnnxGraph onnx() {
        return onnx;
    }

    /** The pictures that go in. */
    public String pictures() {
        return pictures;
    }

    /** The ONNX value of a variable of the graph. */
    public String value(String variable) {
        return translation.value(variable);
    }

    /** The ONNX value of the gradient of the graph's loss variables by one of its variables. */
    public String gradient(String variable) {
        return translation.gradient(variable);
    }

    /** The same network once more, on other pictures. */
    public SameDiffTranslation translation(String otherPictures) {
        Map<String, String> inputs = new HashMap<>();
        example.forEach((name, value) -> inputs.put(
                name,
                name.equals(ImageRecipe.INPUT)
                        ? otherPictures
                        : onnx.constant(value.dup('c').data().asFloat(), value.shape())));
        return new SameDiffTranslation(net.graph(), onnx, inputs, example);
    }
}
