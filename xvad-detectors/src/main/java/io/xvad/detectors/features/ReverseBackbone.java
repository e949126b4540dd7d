package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.training.dl4j.Backward;
import io.xvad.training.dl4j.Dl4jEngine;
import io.xvad.training.dl4j.Dl4jNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gradients and relevance through the backbone of a detector, computed by DL4J whatever engine scores. The network is opened when it is first needed.
 * Thread-safe; one run at a time.
 */
public final class ReverseBackbone implements AutoCloseable {

    private final PatchExtractor extractor;
    private @Nullable Dl4jNetwork network;

    /** Runs the backbone of an extractor backwards; the extractor is closed by its owner. */
    public ReverseBackbone(PatchExtractor extractor) {
        this.extractor = extractor;
    }

    PatchExtractor extractor() {
        return extractor;
    }

    /** Names of all layers of the backbone, from input to output. */
    List<String> layers() {
        return extractor.spec().layers().stream().map(BackboneSpec.Layer::name).toList();
    }

    /** Features of the layers the detector looks at. */
    List<Tensor> features(Map<String, Tensor> all) {
        return extractor.layers().stream()
                .map(layer -> Objects.requireNonNull(all.get(layer.name())))
                .toList();
    }

    /** The gradient with respect to the image as it is seen, before it is normalised; shape (3, size, size). */
    public synchronized float[] gradient(
            Image image, Function<Map<String, Tensor>, Map<String, Tensor>> head, boolean guided) {
        float[] gradient = network()
                .backward(extractor.input(image), head, guided)
                .input()
                .orElseThrow()
                .toArray();
        List<Float> deviations = extractor.spec().normalize().std();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= deviations.get(i * 3 / gradient.length);
        }
        return gradient;
    }

    synchronized Backward gradientTo(
            String layer, Image image, Function<Map<String, Tensor>, Map<String, Tensor>> head) {
        return network().backwardTo(layer, extractor.input(image), head);
    }

    synchronized Tensor relevance(
            Image image, Function<Map<String, Tensor>, Map<String, Tensor>> head, RelevanceRule rule, boolean biases) {
        return network().relevance(extractor.input(image), head, rule, biases);
    }

    private Dl4jNetwork network() {
        if (network == null) {
            network = new Dl4jEngine().open(extractor.spec().onnx(), layers(), 0);
        }
        return network;
    }

    @Override
    public synchronized void close() {
        if (network != null) {
            network.close();
        }
    }
}
