package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.perturbation.Baseline;
import io.xvad.explainers.perturbation.MaskedScores;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Score-CAM (Wang et al., 2020, "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural
 * Networks"): each channel of a layer, scaled to [0, 1], masks the image; channels are weighted by how far the masked image scores above the
 * baseline. Weights are those increases, at least 0, not their softmax, because scores of anomaly detectors have no fixed scale.
 * Where there are more channels than detections may be spent, those of largest spread are taken.
 */
public final class ScoreCamExplainer implements Explainer {

    public static final OptionSpec<String> LAYER = ClassActivationMap.LAYER;
    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedScores.MAX_DETECTIONS;
    public static final OptionSpec<String> REPLACEMENT = Baseline.REPLACEMENT;

    @Override
    public String name() {
        return "score-cam";
    }

    @Override
    public String description() {
        return "Weighs the channels of a layer by the score of the image seen through them (Wang et al. 2020)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(LAYER, MAX_DETECTIONS, REPLACEMENT);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        Tensor activation = ClassActivationMap.layer(detector, image, request).activation();
        MaskedScores masked = new MaskedScores(fitted, image, Baseline.of(fitted, image, detection, request), request);
        double base = masked.scores(1, k -> new float[image.height() * image.width()])[0];
        int[] channels = widest(activation, masked.left());
        double[] scores = masked.scores(channels.length, k -> mask(activation, channels[k], image));
        double[] weights = new double[activation.size(0)];
        for (int k = 0; k < channels.length; k++) {
            weights[channels[k]] = Math.max(0, scores[k] - base);
        }
        AnomalyMap map = ClassActivationMap.map(activation, (channel, cell) -> weights[channel], image);
        return List.of(new Saliency(0, map, false));
    }

    private static float[] channel(Tensor activation, int channel) {
        float[] values = new float[activation.size(1) * activation.size(2)];
        activation.buffer().position(channel * values.length).get(values);
        return values;
    }

    private static float spread(float[] values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high - low;
    }

    /** The channels of largest spread, the largest first; constant ones are left out. */
    private static int[] widest(Tensor activation, int limit) {
        record Channel(int index, float spread) {}
        Channel[] channels = new Channel[activation.size(0)];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = new Channel(c, spread(channel(activation, c)));
        }
        return Arrays.stream(channels)
                .filter(channel -> channel.spread > 0)
                .sorted((a, b) -> Float.compare(b.spread, a.spread))
                .limit(limit)
                .mapToInt(Channel::index)
                .toArray();
    }

    private static float[] mask(Tensor activation, int channel, Image image) {
        float[] values = channel(activation, channel);
        float range = spread(values);
        float low = Float.POSITIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - low) / range;
        }
        return ClassActivationMap.enlarged(
                values, activation.size(1), activation.size(2), image.height(), image.width());
    }
}
