package io.xvad.detectors.features;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.dl4j.Backward;
import io.xvad.detectors.dl4j.Dl4jEngine;
import io.xvad.detectors.dl4j.Dl4jNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a score that is the maximum of a painted map of distances: through the painting, the distances and the
 * joined features into the backbone, which DL4J runs whatever engine scores. The network is opened when it is first
 * needed. Thread-safe; one gradient at a time.
 */
public final class ScoreGradient implements Differentiable, AutoCloseable {

    private final PatchExtractor extractor;
    private final MapPainter painter;
    private final Distances distances;
    private @Nullable Dl4jNetwork network;

    /** Distances of rows of features, and their gradient. */
    public interface Distances {

        /** One distance for each grid position. */
        float[] of(float[] rows);

        /**
         * The gradient of a weighted sum of the distances with respect to the rows.
         *
         * @param weights one for each position; most are 0
         */
        float[] gradient(float[] rows, float[] weights);
    }

    /** A gradient over an extractor that others close. */
    public ScoreGradient(PatchExtractor extractor, MapPainter painter, Distances distances) {
        this.extractor = extractor;
        this.painter = painter;
        this.distances = distances;
    }

    @Override
    public List<String> activations() {
        return extractor.spec().layers().stream().map(BackboneSpec.Layer::name).toList();
    }

    @Override
    public Tensor inputGradient(Image image) {
        return inImage(backward(image, false).input(), image);
    }

    @Override
    public Tensor guidedGradient(Image image) {
        return inImage(backward(image, true).input(), image);
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        if (!activations().contains(activation)) {
            throw new IllegalArgumentException("no activation '" + activation + "'; there are " + activations());
        }
        Backward backward = backward(image, false);
        Tensor values = Objects.requireNonNull(backward.activations().get(activation));
        Tensor gradients = backward.gradients().get(activation);
        Tensor known = gradients == null ? Tensor.of(new float[values.buffer().limit()], values.shape()) : gradients;
        return new ActivationGradient(withoutBatch(values), withoutBatch(known));
    }

    private static Tensor withoutBatch(Tensor tensor) {
        return Tensor.owning(tensor.toArray(), tensor.size(1), tensor.size(2), tensor.size(3));
    }

    private synchronized Backward backward(Image image, boolean guided) {
        if (network == null) {
            network = new Dl4jEngine().open(extractor.spec().onnx(), activations(), 0);
        }
        return network.backward(extractor.input(image), features -> head(features, image), guided);
    }

    private Map<String, Tensor> head(Map<String, Tensor> features, Image image) {
        List<Tensor> joined = extractor.layers().stream()
                .map(layer -> Objects.requireNonNull(features.get(layer.name())))
                .toList();
        float[] rows = extractor.joined(joined, 0);
        AnomalyMap map = painter.paint(distances.of(rows), extractor.side(), image);
        int peak = map.argmax();
        float[] weights = painter.weights(extractor.side(), image, peak / map.width(), peak % map.width());
        return extractor.separated(distances.gradient(rows, weights));
    }

    /** From the normalised square the network sees to the image's own samples. */
    private Tensor inImage(Tensor gradient, Image image) {
        int size = extractor.spec().inputSize();
        int plane = image.height() * image.width();
        float[] values = new float[image.channels() * plane];
        for (int c = 0; c < 3; c++) {
            float[] square = new float[size * size];
            gradient.buffer().position(c * square.length).get(square);
            float[] own = Resize.transposed(square, image.height(), image.width(), size, size, true);
            int channel = image.channels() == 1 ? 0 : c;
            float scale = 1 / extractor.spec().normalize().std().get(c);
            for (int i = 0; i < plane; i++) {
                values[channel * plane + i] += own[i] * scale;
            }
        }
        return Tensor.owning(values, image.channels(), image.height(), image.width());
    }

    @Override
    public synchronized void close() {
        if (network != null) {
            network.close();
        }
    }
}
