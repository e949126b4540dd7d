package io.xvad.video.detectors.attributes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.MixtureMultivariateNormalDistribution;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.distribution.fitting.MultivariateNormalMixtureExpectationMaximization;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.Pair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits a mixture of Gaussians by expectation-maximisation (Dempster, Laird and Rubin 1977), starting from clusters by k-means++ in which
 * the unit of each dimension is its accuracy. Every value is blurred by normal noise as large as the accuracy to which it can be measured,
 * so that an attribute that is the same in all of them has a spread as well. There are fewer components if there are too few values, or
 * one of them shrinks to a point.
 *
 * @param components most of them
 * @param seed of noise and clusters
 */
record MixtureFit(int components, long seed) {

    private static final Logger LOG = LoggerFactory.getLogger(MixtureFit.class);
    private static final int ITERATIONS = 100;
    private static final double TOLERANCE = 1e-4;
    private static final int CLUSTERING = 100;

    /**
     * Fits a mixture to rows of values.
     *
     * @param rows at least one, all of the same length, at least 2
     * @param accuracy standard deviation of the noise in each column, above 0
     */
    GaussianMixture of(List<double[]> rows, double[] accuracy) {
        RandomGenerator random = new Well19937c(seed);
        double[][] units = new double[rows.size()][accuracy.length];
        for (int i = 0; i < units.length; i++) {
            for (int d = 0; d < accuracy.length; d++) {
                units[i][d] = rows.get(i)[d] / accuracy[d] + random.nextGaussian();
            }
        }
        int most = Math.max(1, Math.min(components, units.length / (accuracy.length + 1)));
        return scaled(fitted(units, most, random), accuracy);
    }

    private static List<Pair<Double, MultivariateNormalDistribution>> fitted(
            double[][] rows, int components, RandomGenerator random) {
        if (components == 1) {
            return List.of(component(Arrays.asList(rows), 1));
        }
        return maximised(rows, clustered(rows, components, random), ITERATIONS, TOLERANCE)
                .orElseGet(() -> fitted(rows, components - 1, random));
    }

    /**
     * Expectation-maximisation from given components, until the mean log-likelihood gains no more than a tolerance, or so many
     * iterations are done.
     *
     * @return empty if a component has no density any more, or values lie too far from all of them
     */
    static Optional<List<Pair<Double, MultivariateNormalDistribution>>> maximised(
            double[][] rows,
            List<Pair<Double, MultivariateNormalDistribution>> start,
            int iterations,
            double tolerance) {
        MultivariateNormalMixtureExpectationMaximization maximisation =
                new MultivariateNormalMixtureExpectationMaximization(rows);
        try {
            maximisation.fit(new MixtureMultivariateNormalDistribution(start), iterations, tolerance);
        } catch (ConvergenceException e) {
            LOG.debug("a mixture of {} components still gains after {} iterations", start.size(), iterations, e);
        } catch (MathIllegalArgumentException e) {
            LOG.debug("a mixture of {} components shrank to a point", start.size(), e);
            return Optional.empty();
        }
        return Double.isFinite(maximisation.getLogLikelihood())
                ? Optional.of(maximisation.getFittedModel().getComponents())
                : Optional.empty();
    }

    private static List<Pair<Double, MultivariateNormalDistribution>> clustered(
            double[][] rows, int components, RandomGenerator random) {
        List<DoublePoint> points = Arrays.stream(rows).map(DoublePoint::new).toList();
        List<CentroidCluster<DoublePoint>> clusters = new KMeansPlusPlusClusterer<DoublePoint>(
                        components, CLUSTERING, new EuclideanDistance(), random)
                .cluster(points);
        return clusters.stream()
                .map(cluster -> component(
                        cluster.getPoints().stream().map(DoublePoint::getPoint).toList(),
                        cluster.getPoints().size() / (double) rows.length))
                .toList();
    }

    /** The Gaussian of some rows; the square of the noise is added to its covariance once more, since few values may not show all of it. */
    private static Pair<Double, MultivariateNormalDistribution> component(List<double[]> rows, double weight) {
        int dimensions = rows.get(0).length;
        double[] mean = new double[dimensions];
        for (double[] row : rows) {
            for (int i = 0; i < dimensions; i++) {
                mean[i] += row[i] / rows.size();
            }
        }
        double[][] covariance = new double[dimensions][dimensions];
        for (int i = 0; i < dimensions; i++) {
            for (int k = 0; k < dimensions; k++) {
                for (double[] row : rows) {
                    covariance[i][k] += (row[i] - mean[i]) * (row[k] - mean[k]) / rows.size();
                }
            }
            covariance[i][i] += 1;
        }
        return new Pair<>(weight, new MultivariateNormalDistribution(mean, covariance));
    }

    private static GaussianMixture scaled(
            List<Pair<Double, MultivariateNormalDistribution>> fitted, double[] accuracy) {
        List<MultivariateGaussian> components = new ArrayList<>();
        for (Pair<Double, MultivariateNormalDistribution> one : fitted) {
            double[] mean = one.getSecond().getMeans();
            double[][] covariance = one.getSecond().getCovariances().getData();
            for (int i = 0; i < mean.length; i++) {
                mean[i] *= accuracy[i];
                for (int k = 0; k < mean.length; k++) {
                    covariance[i][k] *= accuracy[i] * accuracy[k];
                }
            }
            components.add(new MultivariateGaussian(mean, covariance));
        }
        return GaussianMixture.of(fitted.stream().mapToDouble(Pair::getFirst).toArray(), components);
    }
}
