package io.xvad.metrics.explanation.stability;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How alike two saliency maps are, for example of two seeds, or before and after a benign change.
 *
 * @param spearman rank correlation of the pixels, in [-1, 1]; NaN if a map is constant
 * @param ssim structural similarity, see {@link Ssim}, both maps first put on [0, 1]
 * @param topIou intersection over union of the most salient pixels, in [0, 1]
 */
public record MapSimilarity(double spearman, double ssim, double topIou) {

    /**
     * Compares two maps.
     *
     * @param topShare share of pixels that count as most salient, in (0, 1]; of equal ones those first in reading order
     * @throws IllegalArgumentException if the sizes differ or the share is out of range
     */
    public static MapSimilarity of(AnomalyMap first, AnomalyMap second, double topShare) {
        if (first.height() != second.height() || first.width() != second.width()) {
            throw new IllegalArgumentException("maps must have one size, got " + first + " and " + second);
        }
        if (!(topShare > 0 && topShare <= 1)) {
            throw new IllegalArgumentException("top share must be in (0, 1], got " + topShare);
        }
        double[] a = Vectors.of(first);
        double[] b = Vectors.of(second);
        double spearman = a.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(a, b);
        double ssim = Ssim.of(unit(a), unit(b), first.height(), first.width(), 1);
        return new MapSimilarity(spearman, ssim, iou(top(a, topShare), top(b, topShare)));
    }

    private static double[] unit(double[] values) {
        double low = Arrays.stream(values).min().orElseThrow();
        double range = Arrays.stream(values).max().orElseThrow() - low;
        return Arrays.stream(values)
                .map(value -> range == 0 ? 0 : (value - low) / range)
                .toArray();
    }

    private static boolean[] top(double[] values, double share) {
        boolean[] top = new boolean[values.length];
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .limit(Math.max(1, Math.round(share * values.length)))
                .forEach(i -> top[i] = true);
        return top;
    }

    private static double iou(boolean[] a, boolean[] b) {
        int common = 0;
        int union = 0;
        for (int i = 0; i < a.length; i++) {
            common += a[i] && b[i] ? 1 : 0;
            union += a[i] || b[i] ? 1 : 0;
        }
        return common / (double) union;
    }
}
