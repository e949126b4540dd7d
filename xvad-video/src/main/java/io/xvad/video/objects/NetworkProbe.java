package io.xvad.video.objects;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of an export: its inputs and metadata, and what it gives for a grey image, which tells the sizes that a file may leave open.
 *
 * @param signature what the file says
 * @param imageName name of the input that takes the image
 * @param shape of that image
 * @param outputs what it gave, by name without TensorFlow's number of the output
 */
record NetworkProbe(NetworkSignature signature, String imageName, ImageShape shape, Map<String, Tensor> outputs) {

    static final String SIZES = "orig_target_sizes";

    private static final int USUAL_SIZE = 640;
    private static final int MOVENET_SIZE = 256;

    NetworkProbe {
        outputs = Map.copyOf(outputs);
    }

    /** Runs the network once. */
    static NetworkProbe of(Network network, int size) {
        NetworkSignature signature = network.signature()
                .orElseThrow(() -> new XvadModelException("this engine does not tell what a network takes and gives;"
                        + " an object detector needs one that does, such as ONNX Runtime (xvad-onnx)"));
        String image = imageName(signature);
        ImageShape shape =
                shape(signature, Objects.requireNonNull(signature.inputs().get(image)), size);
        ImageShape probed = shape.height() > 0
                ? shape
                : new ImageShape(USUAL_SIZE / 2, USUAL_SIZE / 2, shape.channelsFirst(), shape.whole());
        float[] grey = new float[3 * probed.height() * probed.width()];
        Arrays.fill(grey, shape.whole() ? 128 : 0.5f);
        try {
            Map<String, Tensor> outputs =
                    network.run(inputs(signature, image, probed.tensor(grey), probed.height(), probed.width()));
            return new NetworkProbe(signature, image, shape, plain(outputs));
        } catch (IllegalArgumentException | XvadModelException e) {
            throw new XvadModelException(
                    "an object detector that does not take an image of " + probed.height() + " x " + probed.width()
                            + " pixels: " + said(signature) + "; " + e.getMessage(),
                    e);
        }
    }

    /** The inputs for an image. */
    static Map<String, Tensor> inputs(NetworkSignature signature, String name, Tensor image, long height, long width) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(name, image);
        if (signature.inputs().containsKey(SIZES)) {
            inputs.put(SIZES, Tensor.ofLongs(new long[] {width, height}, 1, 2));
        }
        return inputs;
    }

    /** TensorFlow's names end in the number of an output of the node, such as {@code detection_boxes:0}. */
    static Map<String, Tensor> plain(Map<String, Tensor> outputs) {
        Map<String, Tensor> plain = new LinkedHashMap<>();
        outputs.forEach((name, tensor) -> plain.put(plain(name), tensor));
        return plain;
    }

    private static String plain(String name) {
        return name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
    }

    private static String imageName(NetworkSignature signature) {
        List<String> images = signature.inputs().entrySet().stream()
                .filter(input -> input.getValue().rank() == 4)
                .map(Map.Entry::getKey)
                .toList();
        boolean others =
                signature.inputs().keySet().stream().anyMatch(name -> !images.contains(name) && !name.equals(SIZES));
        if (images.size() != 1 || others) {
            throw new XvadModelException("an object detector must take one image, and may take " + SIZES
                    + "; this one has " + said(signature));
        }
        return images.get(0);
    }

    private static ImageShape shape(NetworkSignature signature, NetworkSignature.Value input, int size) {
        boolean channelsLast = input.size(3) == 3 && input.size(1) != 3;
        if (!channelsLast && input.size(1) != 3 && input.size(1) != -1) {
            throw new XvadModelException(
                    "an object detector must take images of three channels; this one has " + said(signature));
        }
        boolean whole = input.type().contains("int");
        long height = input.size(channelsLast ? 1 : 2);
        long width = input.size(channelsLast ? 2 : 3);
        if (height > 0 && width > 0) {
            return new ImageShape(Math.toIntExact(height), Math.toIntExact(width), !channelsLast, whole);
        }
        if (input.type().equals("uint8")) {
            return new ImageShape(0, 0, !channelsLast, true);
        }
        List<Integer> made = ExportMetadata.numbers(signature, "imgsz");
        int usual = whole ? MOVENET_SIZE : USUAL_SIZE;
        int side = size > 0 ? size : usual;
        boolean known = size == 0 && made.size() == 2;
        return new ImageShape(known ? made.get(0) : side, known ? made.get(1) : side, !channelsLast, whole);
    }

    /** The output of this name, if it has this rank. */
    Optional<Tensor> output(String name, int rank) {
        return Optional.ofNullable(outputs.get(name)).filter(tensor -> tensor.rank() == rank);
    }

    /** Names of the outputs of this rank, in the order of the file. */
    List<String> ofRank(int rank) {
        return signature.outputs().keySet().stream()
                .map(NetworkProbe::plain)
                .filter(name -> output(name, rank).isPresent())
                .toList();
    }

    /** What was found, for messages. */
    String found() {
        String given = signature.outputs().keySet().stream()
                .map(NetworkProbe::plain)
                .map(name -> name + " " + Objects.requireNonNull(outputs.get(name)))
                .collect(Collectors.joining(", "));
        return said(signature) + "; for a grey image it gives " + given;
    }

    private static String said(NetworkSignature signature) {
        return "the inputs " + signature.inputs() + " and the outputs " + signature.outputs()
                + (signature.metadata().isEmpty()
                        ? ""
                        : ", and in its metadata " + signature.metadata().keySet());
    }
}
