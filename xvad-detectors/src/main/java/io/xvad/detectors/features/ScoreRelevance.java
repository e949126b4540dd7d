package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.engine.Tensor;
import io.xvad.training.dl4j.RelevanceShares;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Layer-wise relevance propagation of a score that is the maximum of a painted map of distances: the peak's distances are
 * divided among the values of the rows (see {@link DividedDistances#relevance}), those among the features they were joined from,
 * and those by the backbone among the pixels. Thread-safe.
 */
public final class ScoreRelevance implements PropagatesRelevance {

    private final ReverseBackbone backbone;
    private final MapPainter painter;
    private final DividedDistances distances;

    /** Relevance over a backbone that others close. */
    public ScoreRelevance(ReverseBackbone backbone, MapPainter painter, DividedDistances distances) {
        this.backbone = backbone;
        this.painter = painter;
        this.distances = distances;
    }

    @Override
    public Tensor relevance(Image image, RelevanceRule rule, boolean biases) {
        Tensor square = backbone.relevance(image, features -> head(features, image, rule), rule, biases);
        return SeenValues.inImage(square.toArray(), image);
    }

    private Map<String, Tensor> head(Map<String, Tensor> features, Image image, RelevanceRule rule) {
        PatchExtractor extractor = backbone.extractor();
        List<Tensor> positive = backbone.features(signed(features, 1));
        List<Tensor> negative = backbone.features(signed(features, -1));
        float[] rows = extractor.joined(backbone.features(features), 0);
        float[] weights = painter.peakWeights(distances.of(rows), extractor.side(), image);
        RelevanceShares shares = RelevanceShares.of(
                rule, extractor.joined(positive, 0), extractor.joined(negative, 0), distances.relevance(rows, weights));
        Map<String, Tensor> ofGains = extractor.separated(shares.positive());
        Map<String, Tensor> ofLosses = extractor.separated(shares.negative());
        Map<String, Tensor> relevance = new LinkedHashMap<>();
        ofGains.forEach((layer, gains) -> relevance.put(
                layer,
                contributed(
                        Objects.requireNonNull(features.get(layer)),
                        gains,
                        Objects.requireNonNull(ofLosses.get(layer)))));
        return relevance;
    }

    private static Map<String, Tensor> signed(Map<String, Tensor> features, int sign) {
        Map<String, Tensor> signed = new LinkedHashMap<>();
        features.forEach((layer, tensor) -> {
            float[] values = tensor.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * sign > 0 ? values[i] : 0;
            }
            signed.put(layer, Tensor.owning(values, tensor.shape()));
        });
        return signed;
    }

    private static Tensor contributed(Tensor features, Tensor gains, Tensor losses) {
        float[] values = features.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= values[i] > 0 ? gains.buffer().get(i) : losses.buffer().get(i);
        }
        return Tensor.owning(values, features.shape());
    }
}
