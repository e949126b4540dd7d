package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.Accumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AUPIMO, the area under the per-image overlap (Bertoldo et al., 2024, "AUPIMO: Redefining Visual Anomaly Detection
 * Benchmarks with High Speed and Low Tolerance"): for each anomalous image its true-positive rate over the logarithm of
 * the false-positive rate, which is that of normal images only, averaged over them, between two bounds.
 *
 * <p>The true-positive rate at a false-positive rate is the largest that can be had without exceeding it, at every
 * distinct score. (anomalib samples thresholds and joins them by trapezoids; with many normal pixels the two agree.) Not thread-safe.
 */
public final class Aupimo implements Accumulator<Aupimo, List<Double>> {

    /** Lower bound of the paper. */
    public static final double DEFAULT_LOWER = 1e-5;
    /** Upper bound of the paper. */
    public static final double DEFAULT_UPPER = 1e-4;

    private final double lower;
    private final double upper;
    private final List<float[]> normals = new ArrayList<>();
    private final List<float[]> anomalous = new ArrayList<>();

    private Aupimo(double lower, double upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /** The bounds of the paper. */
    public static Aupimo withDefaults() {
        return withBounds(DEFAULT_LOWER, DEFAULT_UPPER);
    }

    /**
     * Between two false-positive rates.
     *
     * @throws IllegalArgumentException unless {@code 0 < lower < upper <= 1}
     */
    public static Aupimo withBounds(double lower, double upper) {
        if (!(0 < lower && lower < upper && upper <= 1)) {
            throw new IllegalArgumentException("AUPIMO needs 0 < lower < upper <= 1, got " + lower + " and " + upper);
        }
        return new Aupimo(lower, upper);
    }

    /**
     * Adds one image; it is normal if no pixel of the mask is anomalous.
     *
     * @throws IllegalArgumentException if the mask has not as many pixels as the map
     */
    public void add(AnomalyMap map, boolean[] mask) {
        ImagePixels pixels = ImagePixels.of(map, mask, new boolean[mask.length]);
        if (pixels.positives().length == 0) {
            normals.add(pixels.normal());
            return;
        }
        float[] scores = new float[pixels.positives().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = RankedPixel.score(pixels.positives()[i]);
        }
        Arrays.sort(scores);
        anomalous.add(scores);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's bounds differ
     */
    @Override
    public void merge(Aupimo other) {
        if (other.lower != lower || other.upper != upper) {
            throw new IllegalArgumentException("cannot merge AUPIMO of other bounds");
        }
        normals.addAll(List.copyOf(other.normals));
        anomalous.addAll(List.copyOf(other.anomalous));
    }

    /**
     * The area of each anomalous image in the order they were added, each in [0, 1], higher is better; their mean is the
     * figure usually reported. NaN without a normal image.
     */
    @Override
    public List<Double> result() {
        List<Step> steps = steps();
        return anomalous.stream()
                .map(scores -> normals.isEmpty() ? Double.NaN : area(scores, steps))
                .toList();
    }

    /** A stretch of log false-positive rate on which all scores above the threshold can be flagged. */
    private record Step(float threshold, double width) {}

    private List<Step> steps() {
        long[] ranked = ranked();
        List<Step> steps = new ArrayList<>();
        double rate = 0;
        int i = ranked.length - 1;
        while (i >= 0 && rate < upper) {
            float score = RankedPixel.score(ranked[i]);
            double next = rate;
            for (; i >= 0 && RankedPixel.score(ranked[i]) == score; i--) {
                next += 1.0 / normals.get(RankedPixel.region(ranked[i])).length / normals.size();
            }
            double start = Math.max(rate, lower);
            double end = Math.min(i < 0 ? 1 : next, upper);
            if (end > start) {
                steps.add(new Step(score, Math.log(end / start)));
            }
            rate = next;
        }
        return steps;
    }

    private long[] ranked() {
        long[] ranked =
                new long[normals.stream().mapToInt(scores -> scores.length).sum()];
        int at = 0;
        for (int image = 0; image < normals.size(); image++) {
            for (float score : normals.get(image)) {
                ranked[at++] = RankedPixel.pack(score, image);
            }
        }
        Arrays.sort(ranked);
        return ranked;
    }

    private double area(float[] scores, List<Step> steps) {
        double area = 0;
        for (Step step : steps) {
            area += step.width() * (scores.length - firstAbove(scores, step.threshold())) / scores.length;
        }
        return area / Math.log(upper / lower);
    }

    private static int firstAbove(float[] sorted, float threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
