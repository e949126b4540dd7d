package io.xvad.detectors.backbone;

import io.xvad.core.Image;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Resize;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A backbone that is ready to run. Immutable and thread-safe; close it to free native memory. */
public final class Backbone implements AutoCloseable {

    private final BackboneSpec spec;
    private final List<BackboneSpec.Layer> layers;
    private final Network network;

    private Backbone(BackboneSpec spec, List<BackboneSpec.Layer> layers, Network network) {
        this.spec = spec;
        this.layers = layers;
        this.network = network;
    }

    /**
     * Opens a backbone.
     *
     * @param layers names of the layers wanted, at least one
     * @param engine name of an engine, or {@link Engines#AUTO}
     * @param threads threads within one run; 0 lets the engine decide
     * @throws IllegalArgumentException if there is no such layer or engine
     * @throws io.xvad.core.XvadUnavailableException if the engine lacks a dependency
     * @throws io.xvad.core.XvadModelException if the engine cannot run the network
     */
    public static Backbone open(BackboneSpec spec, List<String> layers, String engine, int threads) {
        List<BackboneSpec.Layer> wanted = layers.stream().map(spec::layer).toList();
        return new Backbone(spec, wanted, Engines.named(engine).open(spec.onnx(), layers, threads));
    }

    /** The network behind it. */
    public BackboneSpec spec() {
        return spec;
    }

    /** The layers it was opened with, in the order asked for. */
    public List<BackboneSpec.Layer> layers() {
        return layers;
    }

    /** The square image the network sees: resized with antialiasing, whatever its shape. */
    public Image seen(Image image) {
        return Resize.image(image, spec.inputSize(), spec.inputSize());
    }

    /** The input of the network: shape (images, 3, size, size), resized and normalised. */
    public Tensor input(List<Image> images) {
        int size = spec.inputSize();
        float[] input = new float[images.size() * 3 * size * size];
        for (int i = 0; i < images.size(); i++) {
            spec.normalize().into(seen(images.get(i)), input, i * 3 * size * size);
        }
        return Tensor.owning(input, images.size(), 3, size, size);
    }

    /**
     * Features of images of any size, grey or RGB, in one run.
     *
     * @param images at least one
     * @return for each layer a tensor of shape (images, channels, size / stride, size / stride)
     */
    public List<Tensor> features(List<Image> images) {
        Map<String, Tensor> outputs = network.run(input(images));
        return layers.stream()
                .map(layer -> Objects.requireNonNull(outputs.get(layer.name())))
                .toList();
    }

    @Override
    public void close() {
        network.close();
    }
}
