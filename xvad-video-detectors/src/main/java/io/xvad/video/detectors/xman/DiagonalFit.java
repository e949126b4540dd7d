package io.xvad.video.detectors.xman;

import io.xvad.core.progress.Cancellation;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Fits a {@link DiagonalMixture} by expectation-maximisation (Dempster, Laird and Rubin 1977).
 *
 * @param components of the mixture; fewer if there are fewer points
 * @param least variance of a factor, above 0
 * @param seed of the points that components begin at
 */
record DiagonalFit(int components, double least, long seed) {

    private static final int ITERATIONS = 100;
    private static final double TOLERANCE = 1e-6;

    /** Fitted to points, at least one, all with the same factors; one that is NaN is not known. */
    DiagonalMixture fit(List<double[]> points) {
        DiagonalMixture mixture = start(points);
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ITERATIONS; i++) {
            Cancellation.check();
            double likelihood = likelihood(points, mixture);
            if (likelihood - before <= TOLERANCE) {
                return mixture;
            }
            before = likelihood;
            mixture = next(points, mixture);
        }
        return mixture;
    }

    /** Mean log-likelihood of points. */
    static double likelihood(List<double[]> points, DiagonalMixture mixture) {
        return points.stream().mapToDouble(mixture::logDensity).average().orElseThrow();
    }

    /** Each component begins at a point of its own, with the variance of all points. */
    DiagonalMixture start(List<double[]> points) {
        int count = Math.min(components, points.size());
        int factors = points.get(0).length;
        int[] drawn = drawn(points.size(), count);
        DiagonalMixture all = maximised(points, ones(points.size()), new double[factors]);
        double[][] means = new double[count][];
        double[][] variances = new double[count][];
        double[] weights = new double[count];
        for (int k = 0; k < count; k++) {
            means[k] = known(points.get(drawn[k]), all.means()[0]);
            variances[k] = all.variances()[0];
            weights[k] = 1.0 / count;
        }
        return new DiagonalMixture(weights, means, variances);
    }

    /** Numbers of points, each another. */
    private int[] drawn(int points, int count) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        Set<Integer> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            drawn.add(random.nextInt(points));
        }
        return drawn.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[][] ones(int points) {
        double[][] ones = new double[points][1];
        Arrays.stream(ones).forEach(row -> row[0] = 1);
        return ones;
    }

    private static double[] known(double[] point, double[] otherwise) {
        double[] known = point.clone();
        for (int j = 0; j < known.length; j++) {
            known[j] = Double.isNaN(known[j]) ? otherwise[j] : known[j];
        }
        return known;
    }

    /** One step: each component becomes the Gaussian of the points, weighted by its responsibilities. */
    DiagonalMixture next(List<double[]> points, DiagonalMixture mixture) {
        double[][] responsibilities =
                points.stream().map(mixture::responsibilities).toArray(double[][]::new);
        return maximised(points, responsibilities, mixture.means()[0]);
    }

    private DiagonalMixture maximised(List<double[]> points, double[][] responsibilities, double[] otherwise) {
        int count = responsibilities[0].length;
        double[] weights = new double[count];
        double[][] means = new double[count][];
        double[][] variances = new double[count][];
        for (int k = 0; k < count; k++) {
            for (double[] row : responsibilities) {
                weights[k] += row[k] / points.size();
            }
            weights[k] = Math.max(weights[k], 1e-12);
            means[k] = mean(points, responsibilities, k, otherwise);
            variances[k] = variance(points, responsibilities, k, means[k]);
        }
        return new DiagonalMixture(weights, means, variances);
    }

    private static double[] mean(List<double[]> points, double[][] responsibilities, int k, double[] otherwise) {
        double[] mean = new double[otherwise.length];
        for (int j = 0; j < mean.length; j++) {
            double all = 0;
            for (int i = 0; i < responsibilities.length; i++) {
                double value = points.get(i)[j];
                if (!Double.isNaN(value)) {
                    mean[j] += responsibilities[i][k] * value;
                    all += responsibilities[i][k];
                }
            }
            mean[j] = all > 0 ? mean[j] / all : otherwise[j];
        }
        return mean;
    }

    private double[] variance(List<double[]> points, double[][] responsibilities, int k, double[] mean) {
        double[] variance = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            double all = 0;
            for (int i = 0; i < responsibilities.length; i++) {
                double difference = points.get(i)[j] - mean[j];
                if (!Double.isNaN(difference)) {
                    variance[j] += responsibilities[i][k] * difference * difference;
                    all += responsibilities[i][k];
                }
            }
            variance[j] = Math.max(least, all > 0 ? variance[j] / all : 1);
        }
        return variance;
    }
}
