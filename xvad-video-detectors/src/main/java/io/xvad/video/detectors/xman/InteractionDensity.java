package io.xvad.video.detectors.xman;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.Arrays;
import java.util.List;

/**
 * How likely an interaction is: factors are put on the scale of normal ones, and have a mixture of Gaussians. Immutable and thread-safe.
 *
 * @param means of normal factors
 * @param spreads standard deviations of normal factors, at least the accuracy of each
 * @param low the first percentile of each normal factor
 * @param high the 99th
 * @param usual the median log-density of normal interactions
 * @param mixture on that scale
 */
record InteractionDensity(
        double[] means, double[] spreads, double[] low, double[] high, double usual, DiagonalMixture mixture) {

    private static final String SCALE = "factor-scale";
    private static final double LEAST_VARIANCE = 0.5;

    /**
     * Learned from normal interactions, at least one.
     *
     * @param accuracies of the factors: what their spreads are at least
     */
    static InteractionDensity of(List<double[]> normals, double[] accuracies, int components, long seed) {
        int factors = normals.get(0).length;
        double[] means = new double[factors];
        double[] spreads = new double[factors];
        double[] low = new double[factors];
        double[] high = new double[factors];
        for (int j = 0; j < factors; j++) {
            int factor = j;
            double[] known = normals.stream()
                    .mapToDouble(one -> one[factor])
                    .filter(one -> !Double.isNaN(one))
                    .sorted()
                    .toArray();
            double mean = Arrays.stream(known).average().orElse(0);
            double square = Arrays.stream(known)
                    .map(one -> (one - mean) * (one - mean))
                    .average()
                    .orElse(0);
            means[j] = mean;
            spreads[j] = Math.max(accuracies[j], Math.sqrt(square));
            low[j] = known.length == 0 ? 0 : known[(int) Math.round(0.01 * (known.length - 1))];
            high[j] = known.length == 0 ? 0 : known[(int) Math.round(0.99 * (known.length - 1))];
        }
        List<double[]> scaled =
                normals.stream().map(one -> scaled(one, means, spreads)).toList();
        DiagonalMixture mixture = new DiagonalFit(components, LEAST_VARIANCE, seed).fit(scaled);
        double[] densities =
                scaled.stream().mapToDouble(mixture::logDensity).sorted().toArray();
        return new InteractionDensity(means, spreads, low, high, densities[densities.length / 2], mixture);
    }

    private static double[] scaled(double[] factors, double[] means, double[] spreads) {
        double[] scaled = new double[factors.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = (factors[j] - means[j]) / spreads[j];
        }
        return scaled;
    }

    /** How much less likely it is than the median normal interaction: {@code max(0, usual - log p)}. */
    double score(double[] factors) {
        return Math.max(0, usual - mixture.logDensity(scaled(factors, means, spreads)));
    }

    /** What each factor adds to the squared Mahalanobis distance from the component that most likely gave the interaction. */
    double[] saliency(double[] factors) {
        double[] point = scaled(factors, means, spreads);
        return mixture.saliency(point, mixture.mostLikely(point));
    }

    void write(ModelWriter model) {
        int factors = means.length;
        double[] values = new double[4 * factors + 1];
        System.arraycopy(means, 0, values, 0, factors);
        System.arraycopy(spreads, 0, values, factors, factors);
        System.arraycopy(low, 0, values, 2 * factors, factors);
        System.arraycopy(high, 0, values, 3 * factors, factors);
        values[4 * factors] = usual;
        model.doubles(SCALE, values);
        mixture.write(model);
    }

    static InteractionDensity read(ModelReader model, int factors) {
        double[] values = model.doubles(SCALE);
        if (values.length != 4 * factors + 1) {
            throw new XvadModelException(
                    "'" + SCALE + "' must have " + (4 * factors + 1) + " values, got " + values.length);
        }
        return new InteractionDensity(
                Arrays.copyOfRange(values, 0, factors),
                Arrays.copyOfRange(values, factors, 2 * factors),
                Arrays.copyOfRange(values, 2 * factors, 3 * factors),
                Arrays.copyOfRange(values, 3 * factors, 4 * factors),
                values[4 * factors],
                DiagonalMixture.read(model, factors));
    }
}
