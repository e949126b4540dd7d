package io.xvad.video.detectors.attributes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits a mixture of Gaussians by expectation-maximisation (Dempster, Laird and Rubin 1977), in logarithms, so that no density underflows.
 *
 * @param iterations most of them
 * @param tolerance it ends when the mean log-likelihood gains no more than this
 * @param least variance that is added to each dimension of a component, at least 0
 */
record ExpectationMaximisation(int iterations, double tolerance, double least) {

    private static final Logger LOG = LoggerFactory.getLogger(ExpectationMaximisation.class);

    /**
     * Fits a mixture to rows of values.
     *
     * @param rows at least one, all of the same length, at least 1
     * @return empty if a component shrinks to a point or nothing belongs to it
     */
    Optional<GaussianMixture> fit(double[][] rows, GaussianMixture start) {
        GaussianMixture mixture = start;
        double likelihood = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < iterations; i++) {
            double before = likelihood;
            likelihood = likelihood(rows, mixture);
            if (!Double.isFinite(likelihood)) {
                return Optional.empty();
            }
            if (likelihood - before <= tolerance) {
                return Optional.of(mixture);
            }
            try {
                mixture = maximised(rows, mixture);
            } catch (NonPositiveDefiniteMatrixException e) {
                LOG.debug("one of {} components shrank to a point", mixture.weights().length, e);
                return Optional.empty();
            }
        }
        LOG.debug("a mixture of {} components still gains after {} iterations", mixture.weights().length, iterations);
        return Optional.of(mixture);
    }

    private static double likelihood(double[][] rows, GaussianMixture mixture) {
        return Arrays.stream(rows).mapToDouble(mixture::logDensity).average().orElseThrow();
    }

    private GaussianMixture maximised(double[][] rows, GaussianMixture mixture) {
        double[][] shares = Arrays.stream(rows).map(mixture::shares).toArray(double[][]::new);
        double[] weights = new double[mixture.weights().length];
        List<MultivariateGaussian> components = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            int component = k;
            double[] counts =
                    Arrays.stream(shares).mapToDouble(one -> one[component]).toArray();
            weights[k] = Arrays.stream(counts).sum() / rows.length;
            components.add(weighted(rows, counts, least));
        }
        return new GaussianMixture(weights, components);
    }

    /**
     * The Gaussian of rows that count by their weights.
     *
     * @param least variance that is added to each dimension
     * @throws NonPositiveDefiniteMatrixException if it has no density
     */
    static MultivariateGaussian weighted(double[][] rows, double[] weights, double least) {
        int dimensions = rows[0].length;
        double all = Arrays.stream(weights).sum();
        double[] mean = new double[dimensions];
        double[][] covariance = new double[dimensions][dimensions];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < dimensions; i++) {
                mean[i] += weights[r] * rows[r][i] / all;
            }
        }
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < dimensions; i++) {
                for (int k = 0; k <= i; k++) {
                    covariance[i][k] += weights[r] * (rows[r][i] - mean[i]) * (rows[r][k] - mean[k]) / all;
                }
            }
        }
        for (int i = 0; i < dimensions; i++) {
            covariance[i][i] += least;
            for (int k = 0; k < i; k++) {
                covariance[k][i] = covariance[i][k];
            }
        }
        return new MultivariateGaussian(mean, covariance);
    }
}
