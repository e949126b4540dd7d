package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * ROAD, remove and debias (Rong et al., 2022): the score after a growing share of pixels was removed by noisy linear
 * imputation, the most and the least relevant first. In units of the score.
 *
 * @param morf score for each share with the most relevant removed, lower is better
 * @param lerf score for each share with the least relevant removed, higher is better
 */
public record Road(List<Double> morf, List<Double> lerf) {

    /** Mean of {@code lerf - morf}: higher is better, 0 is chance. */
    public double difference() {
        double sum = 0;
        for (int i = 0; i < morf.size(); i++) {
            sum += lerf.get(i) - morf.get(i);
        }
        return sum / morf.size();
    }

    /**
     * Measures a map; costs two scores for each share.
     *
     * @param shares shares of pixels, each in (0, 1)
     * @param seed of the noise and among pixels of equal saliency
     * @throws IllegalArgumentException if there is no share or one is out of range
     */
    public static Road of(
            ToDoubleFunction<Image> score, Image image, AnomalyMap saliency, List<Double> shares, long seed) {
        if (shares.isEmpty() || shares.stream().anyMatch(share -> !(share > 0 && share < 1))) {
            throw new IllegalArgumentException("needs shares in (0, 1), got " + shares);
        }
        int[] order = SalientOrder.descending(saliency, seed);
        Replacement imputation = new NoisyLinearImputation(0.01, seed);
        List<Double> morf = shares.stream()
                .map(share -> score.applyAsDouble(imputation.replace(image, removed(order, share, true))))
                .toList();
        List<Double> lerf = shares.stream()
                .map(share -> score.applyAsDouble(imputation.replace(image, removed(order, share, false))))
                .toList();
        return new Road(morf, lerf);
    }

    private static boolean[] removed(int[] order, double share, boolean mostRelevant) {
        boolean[] removed = new boolean[order.length];
        int count = (int) Math.round(share * order.length);
        for (int i = 0; i < count; i++) {
            removed[order[mostRelevant ? i : order.length - 1 - i]] = true;
        }
        return removed;
    }
}
