package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Comprehensiveness and sufficiency (DeYoung et al., 2020, "ERASER", section 4): what the score loses without the most
 * salient pixels, and what it loses with nothing else, each averaged over several shares of pixels. In units of the
 * score.
 *
 * @param comprehensiveness {@code mean f(x) - f(x without the top share)}, higher is better
 * @param sufficiency {@code mean f(x) - f(the top share only)}, lower is better
 */
public record Erasure(double comprehensiveness, double sufficiency) {

    /** The shares of the paper. */
    public static final List<Double> DEFAULT_SHARES = List.of(0.01, 0.05, 0.1, 0.2, 0.5);

    /**
     * Measures a map; costs two scores for each share and one more.
     *
     * @param shares each in (0, 1]; at least one pixel is taken
     * @param seed decides among pixels of equal saliency
     * @throws IllegalArgumentException if there is no share or one is out of range
     */
    public static Erasure of(
            ToDoubleFunction<Image> score,
            Image image,
            AnomalyMap saliency,
            Replacement replacement,
            List<Double> shares,
            long seed) {
        if (shares.isEmpty() || shares.stream().anyMatch(share -> !(share > 0 && share <= 1))) {
            throw new IllegalArgumentException("needs shares in (0, 1], got " + shares);
        }
        int[] order = SalientOrder.descending(saliency, seed);
        double whole = score.applyAsDouble(image);
        double comprehensiveness = 0;
        double sufficiency = 0;
        for (double share : shares) {
            boolean[] top = new boolean[order.length];
            boolean[] rest = new boolean[order.length];
            int count = Math.max(1, (int) Math.round(share * order.length));
            for (int i = 0; i < order.length; i++) {
                top[order[i]] = i < count;
                rest[order[i]] = i >= count;
            }
            comprehensiveness += whole - score.applyAsDouble(replacement.replace(image, top));
            sufficiency += whole - score.applyAsDouble(replacement.replace(image, rest));
        }
        return new Erasure(comprehensiveness / shares.size(), sufficiency / shares.size());
    }
}
