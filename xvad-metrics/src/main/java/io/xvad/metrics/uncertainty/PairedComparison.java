package io.xvad.metrics.uncertainty;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Whether two detectors, or two explainers, differ on the same images.
 *
 * @param difference figure of the first less that of the second
 * @param interval confidence interval of the difference
 * @param pValue probability of a difference as large if there were none, in (0, 1], two-sided
 */
public record PairedComparison(double difference, Bootstrap.Interval interval, double pValue) {

    /**
     * Compares a figure of all images, such as AUROC, by a bootstrap in which both see the same draws. The p-value is
     * twice the share of replicates on the far side of 0, with one added to both counts (Davison and Hinkley 1997,
     * chapter 4).
     *
     * @param items number of images
     * @param first gets how often each image was drawn, and gives the first's figure
     * @param second the same for the second
     */
    public static PairedComparison ofFigures(
            Bootstrap bootstrap, int items, ToDoubleFunction<int[]> first, ToDoubleFunction<int[]> second) {
        int[] once = new int[items];
        Arrays.fill(once, 1);
        double difference = first.applyAsDouble(once) - second.applyAsDouble(once);
        double[][] replicated = bootstrap.replicate(
                items, drawn -> new double[] {first.applyAsDouble(drawn), second.applyAsDouble(drawn)});
        return ofReplicates(
                bootstrap,
                difference,
                Arrays.stream(replicated).mapToDouble(both -> both[0]).toArray(),
                Arrays.stream(replicated).mapToDouble(both -> both[1]).toArray());
    }

    /**
     * Compares a figure whose values over the same draws are known already; see {@link Bootstrap#replicate}. The p-value is that of
     * {@link #ofFigures}.
     *
     * @param difference the first's figure of all images less the second's
     * @param first the figure of the first, one value a draw; NaN where it was not defined
     * @param second the same of the second
     * @throws IllegalArgumentException if one has more draws than the other
     */
    public static PairedComparison ofReplicates(
            Bootstrap bootstrap, double difference, double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "needs the same draws of both, got " + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, draw -> first[draw] - second[draw]);
        long below = Arrays.stream(differences).filter(value -> value <= 0).count();
        long above = Arrays.stream(differences).filter(value -> value >= 0).count();
        long defined =
                Arrays.stream(differences).filter(value -> !Double.isNaN(value)).count();
        double pValue = Math.min(1, 2.0 * (Math.min(below, above) + 1) / (defined + 1));
        return new PairedComparison(difference, bootstrap.interval(differences), pValue);
    }

    /**
     * Compares the means of a figure that each image has, such as the deletion AUC, with Wilcoxon's signed-rank test
     * (Wilcoxon 1945; exact for few images without ties).
     *
     * @param first one value for each image
     * @param second one value for the same images
     * @throws IllegalArgumentException if the lengths differ or there is no image
     */
    public static PairedComparison ofValues(Bootstrap bootstrap, double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(
                    "needs the same images for both, got " + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        boolean same = Arrays.stream(differences).allMatch(value -> value == 0);
        double pValue = same
                ? 1
                : WilcoxonSignedRankTest.withDefaults().test(first, second).getPValue();
        return new PairedComparison(
                mean, bootstrap.interval(differences.length, drawn -> mean(differences, drawn)), pValue);
    }

    private static double mean(double[] values, int[] drawn) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += drawn[i] * values[i];
        }
        return sum / values.length;
    }
}
