package io.xvad.video.detectors.attributes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Fits a mixture of Gaussians by {@link ExpectationMaximisation}, starting from clusters by k-means++. There are fewer components if there
 * are too few values, or one of them shrinks to a point.
 *
 * @param components most of them
 * @param seed of noise and clusters
 */
record MixtureFit(int components, long seed) {

    private static final int CLUSTERING = 100;
    private static final int ITERATIONS = 100;
    private static final ExpectationMaximisation BLURRED = new ExpectationMaximisation(ITERATIONS, 1e-4, 0);

    /** That of scikit-learn, and with it of the authors of AI-VAD. */
    private static final double TOLERANCE = 1e-3;

    /**
     * Fits to rows of values as they are.
     *
     * @param accuracy to which values can be measured: its square is added to each variance
     */
    GaussianMixture exact(List<double[]> rows, double accuracy) {
        double[][] values = rows.toArray(double[][]::new);
        double least = accuracy * accuracy;
        return fitted(
                values,
                most(values),
                new Well19937c(seed),
                new ExpectationMaximisation(ITERATIONS, TOLERANCE, least),
                least);
    }

    /**
     * Fits to rows of values, each blurred by normal noise as large as the accuracy to which it can be measured, so that
     * an attribute that is the same in all of them has a spread as well; the unit of each dimension is its accuracy.
     *
     * @param rows at least one, all of the same length
     * @param accuracy standard deviation of the noise in each column, above 0
     */
    GaussianMixture blurred(List<double[]> rows, double[] accuracy) {
        RandomGenerator random = new Well19937c(seed);
        double[][] units = new double[rows.size()][accuracy.length];
        for (int i = 0; i < units.length; i++) {
            for (int d = 0; d < accuracy.length; d++) {
                units[i][d] = rows.get(i)[d] / accuracy[d] + random.nextGaussian();
            }
        }
        return scaled(fitted(units, most(units), random, BLURRED, 1), accuracy);
    }

    private int most(double[][] rows) {
        return Math.max(1, Math.min(components, rows.length / (rows[0].length + 1)));
    }

    /**
     * Fits as many components as have a density.
     *
     * @param least variance added to each dimension of a cluster, since its few values may not show all of it
     */
    private static GaussianMixture fitted(
            double[][] rows,
            int components,
            RandomGenerator random,
            ExpectationMaximisation maximisation,
            double least) {
        if (components == 1) {
            return new GaussianMixture(new double[] {1}, List.of(ofCluster(rows, least)));
        }
        return maximisation
                .fit(rows, clustered(rows, components, random, least))
                .orElseGet(() -> fitted(rows, components - 1, random, maximisation, least));
    }

    private static GaussianMixture clustered(double[][] rows, int components, RandomGenerator random, double least) {
        List<DoublePoint> points = Arrays.stream(rows).map(DoublePoint::new).toList();
        List<CentroidCluster<DoublePoint>> clusters = new KMeansPlusPlusClusterer<DoublePoint>(
                        components, CLUSTERING, new EuclideanDistance(), random)
                .cluster(points);
        return new GaussianMixture(
                clusters.stream()
                        .mapToDouble(cluster -> cluster.getPoints().size() / (double) rows.length)
                        .toArray(),
                clusters.stream()
                        .map(cluster -> ofCluster(
                                cluster.getPoints().stream()
                                        .map(DoublePoint::getPoint)
                                        .toArray(double[][]::new),
                                least))
                        .toList());
    }

    private static MultivariateGaussian ofCluster(double[][] rows, double least) {
        double[] same = new double[rows.length];
        Arrays.fill(same, 1);
        return ExpectationMaximisation.weighted(rows, same, least);
    }

    private static GaussianMixture scaled(GaussianMixture fitted, double[] accuracy) {
        List<MultivariateGaussian> components = new ArrayList<>();
        for (MultivariateGaussian one : fitted.components()) {
            double[] mean = one.mean().clone();
            double[][] covariance =
                    Arrays.stream(one.covariance()).map(double[]::clone).toArray(double[][]::new);
            for (int i = 0; i < mean.length; i++) {
                mean[i] *= accuracy[i];
                for (int k = 0; k < mean.length; k++) {
                    covariance[i][k] *= accuracy[i] * accuracy[k];
                }
            }
            components.add(new MultivariateGaussian(mean, covariance));
        }
        return new GaussianMixture(fitted.weights(), components);
    }
}
