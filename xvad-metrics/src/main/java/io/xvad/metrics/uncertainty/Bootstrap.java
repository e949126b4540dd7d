package io.xvad.metrics.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Confidence intervals by the percentile bootstrap (Efron 1979) over <em>images</em>: pixels of one image are not
 * independent, so images are what is drawn with replacement, of videos whole clips. Immutable and thread-safe; the same seed gives the same
 * intervals.
 *
 * @param replicates how often all images are drawn, at least 2
 * @param level confidence level, in (0, 1)
 * @param seed everything random follows from it
 */
public record Bootstrap(int replicates, double level, long seed) {

    public Bootstrap {
        if (replicates < 2 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "replicates must be at least 2 and the level in (0, 1), got " + replicates + " and " + level);
        }
    }

    /** 1,000 replicates, a level of 0.95, seed 0. */
    public static Bootstrap withDefaults() {
        return new Bootstrap(1000, 0.95, 0);
    }

    /**
     * An interval; NaN at both ends if the statistic was never defined.
     *
     * @param low lower end
     * @param high upper end
     * @param undefined share of replicates in which the statistic was NaN, for example for want of one class; they are
     *     left out
     */
    public record Interval(double low, double high, double undefined) {}

    /**
     * The interval of a figure.
     *
     * @param items number of images or clips
     * @param figure gets how often each image was drawn, and gives the figure
     * @throws IllegalArgumentException if there are no items
     */
    public Interval interval(int items, ToDoubleFunction<int[]> figure) {
        return intervals(items, drawn -> new double[] {figure.applyAsDouble(drawn)})
                .get(0);
    }

    /**
     * The intervals of several figures, from the same draws.
     *
     * @param items number of images or clips
     * @param figures gets how often each image was drawn, and gives the figures, always as many
     * @throws IllegalArgumentException if there are no items
     */
    public List<Interval> intervals(int items, Function<int[], double[]> figures) {
        double[][] replicated = replicate(items, figures);
        return IntStream.range(0, replicated[0].length)
                .mapToObj(figure -> interval(Arrays.stream(replicated)
                        .mapToDouble(values -> values[figure])
                        .toArray()))
                .toList();
    }

    /**
     * Several figures of each draw of all images. Two detectors whose figures come from the same number of images in the same order saw
     * the same draws, so that they may be compared draw by draw, also when the second is measured on another day; see {@link
     * PairedComparison#ofReplicates}.
     *
     * @param items number of images or clips
     * @param figures gets how often each image was drawn, and gives the figures, always as many; NaN where one is not defined
     * @return by draw, then by figure
     * @throws IllegalArgumentException if there are no items
     */
    public double[][] replicate(int items, Function<int[], double[]> figures) {
        if (items < 1) {
            throw new IllegalArgumentException("a bootstrap needs at least one item, got " + items);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[][] replicated = new double[replicates][];
        for (int replicate = 0; replicate < replicates; replicate++) {
            int[] drawn = new int[items];
            for (int i = 0; i < items; i++) {
                drawn[random.nextInt(items)]++;
            }
            replicated[replicate] = figures.apply(drawn);
        }
        return replicated;
    }

    /**
     * The interval between the quantiles of a figure's values over the draws.
     *
     * @param values of the figure, one a draw; NaN where it was not defined
     */
    public Interval interval(double[] values) {
        double[] defined = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double undefined = 1 - defined.length / (double) values.length;
        if (defined.length == 0) {
            return new Interval(Double.NaN, Double.NaN, undefined);
        }
        return new Interval(quantile(defined, (1 - level) / 2), quantile(defined, (1 + level) / 2), undefined);
    }

    private static double quantile(double[] sorted, double probability) {
        double at = probability * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
