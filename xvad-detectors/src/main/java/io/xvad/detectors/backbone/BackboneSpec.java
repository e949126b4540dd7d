package io.xvad.detectors.backbone;

import io.xvad.core.XvadDataException;
import io.xvad.data.preprocess.Normalize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A frozen network and how its input images are prepared. Immutable and thread-safe.
 *
 * <p>A backbone of your own is an ONNX file with a JSON file beside it:
 *
 * <pre>{@code
 * {"name": "wide-resnet50", "inputName": "input", "inputSize": 224,
 *  "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225],
 *  "layers": [{"name": "layer2", "stride": 8, "channels": 512}, {"name": "layer3", "stride": 16, "channels": 1024}]}
 * }</pre>
 */
public final class BackboneSpec {

    /** Name of the backbone that is in the jar. */
    public static final String PACKAGED = "efficientnet-lite0-s16";

    private static final long MAX_BYTES = 1L << 30;

    private final String name;
    private final int inputSize;
    private final Normalize normalize;
    private final List<Layer> layers;
    private final byte[] onnx;

    BackboneSpec(String name, int inputSize, Normalize normalize, List<Layer> layers, byte[] onnx) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("backbone '" + name + "' needs at least one layer");
        }
        if (inputSize < 1 || layers.stream().anyMatch(layer -> inputSize % layer.stride() != 0)) {
            throw new IllegalArgumentException("input size of backbone '" + name
                    + "' must be a multiple of the strides of its layers " + layers + ", got " + inputSize);
        }
        this.name = name;
        this.inputSize = inputSize;
        this.normalize = normalize;
        this.layers = List.copyOf(layers);
        this.onnx = onnx;
    }

    /**
     * An output of the network.
     *
     * @param name name of the value in the ONNX graph
     * @param stride pixels of the input for each position, at least 1
     * @param channels values at each position, at least 1
     */
    public record Layer(String name, int stride, int channels) {
        public Layer {
            if (stride < 1 || channels < 1) {
                throw new IllegalArgumentException("layer '" + name + "' needs stride and channels of at least 1, got "
                        + stride + " and " + channels);
            }
        }
    }

    /**
     * EfficientNet-Lite0 (Tan and Le 2019; ImageNet; Apache-2.0), cut after its last stride-16 block, for 224 x 224
     * images: layers {@code stride4} (24 channels), {@code stride8} (40) and {@code stride16} (112).
     */
    public static BackboneSpec packaged() {
        return BackboneJson.read(PACKAGED, text(resource(PACKAGED + ".json")), resource(PACKAGED + ".onnx"));
    }

    private static byte[] resource(String file) {
        try (InputStream in = Objects.requireNonNull(BackboneSpec.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A backbone from an ONNX file and the JSON file beside it, of the same name but for the ending {@code .json}.
     *
     * @throws XvadDataException if a file cannot be read or the JSON file lacks a field; the message names both
     */
    public static BackboneSpec fromFile(Path onnx) {
        String file = String.valueOf(onnx.getFileName());
        int dot = file.lastIndexOf('.');
        Path json = onnx.resolveSibling((dot < 0 ? file : file.substring(0, dot)) + ".json");
        return BackboneJson.read(json.toString(), text(bytes(json)), bytes(onnx));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new XvadDataException(file + ": larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e, e);
        }
    }

    /** A backbone as {@link #describe} and {@link #onnx} gave it. */
    public static BackboneSpec restore(String description, byte[] onnx) {
        return BackboneJson.read("saved backbone", description, onnx);
    }

    /**
     * The same network for square images of another size.
     *
     * @throws IllegalArgumentException if it is not a multiple of every stride
     */
    public BackboneSpec withInputSize(int size) {
        return new BackboneSpec(name, size, normalize, layers, onnx);
    }

    /** Name of the network. */
    public String name() {
        return name;
    }

    /** Side of the square images it is given, in pixels. */
    public int inputSize() {
        return inputSize;
    }

    /** How samples are scaled before the network. */
    public Normalize normalize() {
        return normalize;
    }

    /** The layers, from input to output. */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * A layer by name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public Layer layer(String layerName) {
        return layers.stream()
                .filter(layer -> layer.name().equals(layerName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(io.xvad.core.option.Names.unknown(
                        "layer of backbone '" + name + "'",
                        layerName,
                        layers.stream().map(Layer::name).toList())));
    }

    /** A copy of the bytes of the ONNX model. */
    public byte[] onnx() {
        return onnx.clone();
    }

    /** Everything but the network itself, as JSON. */
    public String describe() {
        return BackboneJson.write(this);
    }
}
