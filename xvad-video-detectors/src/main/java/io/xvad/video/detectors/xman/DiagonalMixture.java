package io.xvad.video.detectors.xman;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.Arrays;

/**
 * A mixture of Gaussians with diagonal covariances. A factor of a point that is NaN is not known, and is left out of its density. Immutable.
 *
 * @param weights of the components, which sum to 1; not copied
 * @param means a row a component; not copied
 * @param variances a row a component, above 0; not copied
 */
record DiagonalMixture(double[] weights, double[][] means, double[][] variances) {

    private static final String ENTRY = "mixture";

    int components() {
        return weights.length;
    }

    int factors() {
        return means[0].length;
    }

    /** Natural logarithm of the density over the factors that are known. */
    double logDensity(double[] point) {
        return logSum(logShares(point));
    }

    /** The share of each component in the density of a point; they sum to 1. */
    double[] responsibilities(double[] point) {
        double[] logs = logShares(point);
        double all = logSum(logs);
        return Arrays.stream(logs).map(one -> Math.exp(one - all)).toArray();
    }

    /** The component that most likely gave a point. */
    int mostLikely(double[] point) {
        double[] logs = logShares(point);
        int best = 0;
        for (int k = 1; k < logs.length; k++) {
            best = logs[k] > logs[best] ? k : best;
        }
        return best;
    }

    /**
     * How far a point is from a component in each factor: {@code (v_j - mu_j)^2 / sigma_j^2}, which sum to the squared Mahalanobis distance; 0
     * for a factor that is not known.
     */
    double[] saliency(double[] point, int component) {
        double[] saliency = new double[point.length];
        for (int j = 0; j < point.length; j++) {
            double difference = point[j] - means[component][j];
            saliency[j] = Double.isNaN(difference) ? 0 : difference * difference / variances[component][j];
        }
        return saliency;
    }

    private double[] logShares(double[] point) {
        double[] logs = new double[weights.length];
        for (int k = 0; k < logs.length; k++) {
            double log = Math.log(weights[k]);
            for (int j = 0; j < point.length; j++) {
                double difference = point[j] - means[k][j];
                if (!Double.isNaN(difference)) {
                    log -= 0.5 * (difference * difference / variances[k][j] + Math.log(2 * Math.PI * variances[k][j]));
                }
            }
            logs[k] = log;
        }
        return logs;
    }

    private static double logSum(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double one : logs) {
            sum += Math.exp(one - most);
        }
        return most + Math.log(sum);
    }

    /** A row a component: weight, means, variances. */
    void write(ModelWriter model) {
        int row = 1 + 2 * factors();
        double[] values = new double[row * components()];
        for (int k = 0; k < components(); k++) {
            values[row * k] = weights[k];
            System.arraycopy(means[k], 0, values, row * k + 1, factors());
            System.arraycopy(variances[k], 0, values, row * k + 1 + factors(), factors());
        }
        model.doubles(ENTRY, values);
    }

    static DiagonalMixture read(ModelReader model, int factors) {
        double[] values = model.doubles(ENTRY);
        int row = 1 + 2 * factors;
        if (values.length == 0 || values.length % row != 0) {
            throw new XvadModelException("'" + ENTRY + "' must have rows of " + row + " values, got " + values.length);
        }
        int components = values.length / row;
        double[] weights = new double[components];
        double[][] means = new double[components][];
        double[][] variances = new double[components][];
        for (int k = 0; k < components; k++) {
            int from = row * k + 1;
            weights[k] = values[from - 1];
            means[k] = Arrays.copyOfRange(values, from, from + factors);
            variances[k] = Arrays.copyOfRange(values, from + factors, from + 2 * factors);
        }
        return new DiagonalMixture(weights, means, variances);
    }
}
