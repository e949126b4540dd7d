package io.xvad.video.detectors.jdr;

import io.xvad.core.XvadTrainingException;
import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * A Gaussian kernel density of features along their principal components: {@code p(z) = 1/n sum_i prod_j phi((z_j - z_ij) / h_j) / h_j}, with Silverman's bandwidths {@code h_j = s_j (4 / ((d + 2) n))^(1/(d + 4))} for d components. The score is how much
 * less probable a region is than the median normal one, in nats. Immutable and thread-safe.
 *
 * @param mean of normal features
 * @param directions principal components, of length 1 each, the one of most variance first
 * @param bandwidths along each
 * @param rows of normal regions along each, in bandwidths
 * @param usual the median of the normal {@code log p}, of which each is left out
 */
record KernelDensity(double[] mean, double[][] directions, double[] bandwidths, double[][] rows, double usual)
        implements RegionDensity {

    private static final int COMPARED = 500;
    private static final double LEAST_VARIANCE = 1e-8;

    /**
     * Learned from a memory.
     *
     * @param components most that are kept
     * @throws XvadTrainingException if its regions are all alike
     */
    static KernelDensity of(RegionMemory memory, int components) {
        double[][] features = memory.entries().stream()
                .map(entry -> doubles(entry.region().feature()))
                .toArray(double[][]::new);
        if (features.length < 2) {
            throw new XvadTrainingException("a density needs two normal regions, got " + features.length);
        }
        EigenDecomposition found = new EigenDecomposition(new Covariance(features).getCovarianceMatrix());
        double[] variances = Arrays.stream(found.getRealEigenvalues())
                .limit(components)
                .filter(variance -> variance > LEAST_VARIANCE)
                .toArray();
        if (variances.length == 0) {
            throw new XvadTrainingException(
                    "a density needs normal regions that differ, got " + features.length + " that look the same");
        }
        int d = variances.length;
        double[][] directions = new double[d][];
        double[] bandwidths = new double[d];
        for (int j = 0; j < d; j++) {
            directions[j] = found.getEigenvector(j).toArray();
            bandwidths[j] = Math.sqrt(variances[j]) * Math.pow(4 / ((d + 2.0) * features.length), 1 / (d + 4.0));
        }
        double[] mean = mean(features);
        double[][] rows = Arrays.stream(features)
                .map(one -> along(one, mean, directions, bandwidths))
                .toArray(double[][]::new);
        KernelDensity density = new KernelDensity(mean, directions, bandwidths, rows, 0);
        return new KernelDensity(mean, directions, bandwidths, rows, density.median());
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    private static double[] along(double[] feature, double[] mean, double[][] directions, double[] bandwidths) {
        double[] along = new double[directions.length];
        for (int j = 0; j < along.length; j++) {
            for (int i = 0; i < mean.length; i++) {
                along[j] += directions[j][i] * (feature[i] - mean[i]) / bandwidths[j];
            }
        }
        return along;
    }

    private double median() {
        int count = Math.min(COMPARED, rows.length);
        double[] normal = new double[count];
        for (int i = 0; i < count; i++) {
            int self = (int) ((long) i * rows.length / count);
            normal[i] = logDensity(rows[self], self);
        }
        Arrays.sort(normal);
        return normal[count / 2];
    }

    @Override
    public double score(Region region) {
        return Math.max(0, usual - logDensity(along(doubles(region.feature()), mean, directions, bandwidths), -1));
    }

    /** By all rows but one, if that is one of them. */
    private double logDensity(double[] along, int without) {
        double[] halves = new double[rows.length];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < along.length; j++) {
                double difference = along[j] - rows[i][j];
                halves[i] += difference * difference / 2;
            }
            least = i == without ? least : Math.min(least, halves[i]);
        }
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += i == without ? 0 : Math.exp(least - halves[i]);
        }
        int count = without < 0 ? rows.length : rows.length - 1;
        double volume = 0;
        for (double bandwidth : bandwidths) {
            volume += Math.log(bandwidth * Math.sqrt(2 * Math.PI));
        }
        return Math.log(sum / count) - least - volume;
    }
}
