package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.engine.Tensor;
import io.xvad.training.dl4j.Backward;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The gradient of a score that is the maximum of a painted map of distances: through the painting, the distances and the
 * joined features into the backbone. Thread-safe.
 */
public final class ScoreGradient implements Differentiable, GuidesGradients {

    private final ReverseBackbone backbone;
    private final MapPainter painter;
    private final Function<Image, Distances> distances;

    /** A gradient over a backbone that others close. */
    public ScoreGradient(ReverseBackbone backbone, MapPainter painter, Distances distances) {
        this(backbone, painter, image -> distances);
    }

    /** A gradient for distances that depend on the image too; only what goes through the features is differentiated. */
    public ScoreGradient(ReverseBackbone backbone, MapPainter painter, Function<Image, Distances> distances) {
        this.backbone = backbone;
        this.painter = painter;
        this.distances = distances;
    }

    @Override
    public List<String> activations() {
        return backbone.layers();
    }

    @Override
    public Tensor inputGradient(Image image) {
        return SeenValues.inImage(backbone.gradient(image, features -> head(features, image), false), image);
    }

    @Override
    public Tensor guidedGradient(Image image) {
        return SeenValues.inImage(backbone.gradient(image, features -> head(features, image), true), image);
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        if (!activations().contains(activation)) {
            throw new IllegalArgumentException("no activation '" + activation + "'; there are " + activations());
        }
        Backward backward = backbone.gradientTo(activation, image, features -> head(features, image));
        Tensor values = Objects.requireNonNull(backward.activations().get(activation));
        Tensor gradients = backward.gradients().get(activation);
        Tensor known = gradients == null ? Tensor.of(new float[values.buffer().limit()], values.shape()) : gradients;
        return new ActivationGradient(withoutBatch(values), withoutBatch(known));
    }

    private static Tensor withoutBatch(Tensor tensor) {
        return Tensor.owning(tensor.toArray(), tensor.size(1), tensor.size(2), tensor.size(3));
    }

    private Map<String, Tensor> head(Map<String, Tensor> features, Image image) {
        PatchExtractor extractor = backbone.extractor();
        float[] rows = extractor.joined(backbone.features(features), 0);
        Distances own = distances.apply(image);
        float[] weights = painter.peakWeights(own.of(rows), extractor.side(), image);
        return extractor.separated(own.gradient(rows, weights));
    }
}
