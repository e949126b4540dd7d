package io.xvad.video.detectors.attributes;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mixture of Gaussians. Immutable.
 *
 * @param weights of the components, which sum to 1
 * @param components as many, of the same dimensions
 */
record GaussianMixture(double[] weights, List<MultivariateGaussian> components) {

    GaussianMixture {
        components = List.copyOf(components);
    }

    /** Natural logarithm of the density. */
    double logDensity(double[] at) {
        return logSum(logShares(at));
    }

    /** Natural logarithm of weight times density of each component. */
    double[] logShares(double[] at) {
        return IntStream.range(0, weights.length)
                .mapToDouble(k -> Math.log(weights[k]) + components.get(k).logDensity(at))
                .toArray();
    }

    /** The share of each component in the density at a point; they sum to 1. */
    double[] shares(double[] at) {
        double[] logs = logShares(at);
        double all = logSum(logs);
        return Arrays.stream(logs).map(one -> Math.exp(one - all)).toArray();
    }

    private static double logSum(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        return most
                + Math.log(Arrays.stream(logs).map(one -> Math.exp(one - most)).sum());
    }

    /** The distribution of the first dimensions alone. */
    GaussianMixture marginal(int dimensions) {
        return new GaussianMixture(
                weights,
                components.stream().map(one -> one.marginal(dimensions)).toList());
    }

    /** A row a component: weight, mean, covariance row by row. */
    void write(ModelWriter model, String entry) {
        int dimensions = components.get(0).mean().length;
        double[] values = new double[weights.length * row(dimensions)];
        int at = 0;
        for (int k = 0; k < weights.length; k++) {
            values[at++] = weights[k];
            for (double mean : components.get(k).mean()) {
                values[at++] = mean;
            }
            for (double[] line : components.get(k).covariance()) {
                System.arraycopy(line, 0, values, at, dimensions);
                at += dimensions;
            }
        }
        model.doubles(entry, values);
    }

    static GaussianMixture read(ModelReader model, String entry, int dimensions) {
        double[] values = model.doubles(entry);
        int row = row(dimensions);
        if (values.length == 0 || values.length % row != 0) {
            throw new XvadModelException("'" + entry + "' must have rows of " + row + " values, got " + values.length);
        }
        double[] weights = new double[values.length / row];
        List<MultivariateGaussian> components = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            int from = k * row + 1;
            weights[k] = values[from - 1];
            double[][] covariance = new double[dimensions][];
            for (int i = 0; i < dimensions; i++) {
                int line = from + dimensions * (1 + i);
                covariance[i] = Arrays.copyOfRange(values, line, line + dimensions);
            }
            components.add(new MultivariateGaussian(Arrays.copyOfRange(values, from, from + dimensions), covariance));
        }
        return new GaussianMixture(weights, components);
    }

    private static int row(int dimensions) {
        return 1 + dimensions + dimensions * dimensions;
    }
}
