package io.xvad.video.detectors.attributes;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A mixture of Gaussians of which the first two dimensions are a place and the others an attribute. Immutable.
 *
 * @param weights of the components, which sum to 1
 * @param components as many, of the same dimensions
 * @param places of the components: their first dimensions alone
 */
record GaussianMixture(double[] weights, List<MultivariateGaussian> components, List<MultivariateGaussian> places) {

    /** Dimensions of the place: across and down. */
    static final int PLACE = 2;

    /** A mixture of components of at least two dimensions. */
    static GaussianMixture of(double[] weights, List<MultivariateGaussian> components) {
        return new GaussianMixture(
                weights,
                List.copyOf(components),
                components.stream().map(one -> one.marginal(PLACE)).toList());
    }

    /** Natural logarithm of the joint density of place and attribute. */
    double logDensity(double[] all) {
        return logSum(logShares(components, all));
    }

    /** Natural logarithm of the density of the place. */
    double logPlace(double[] place) {
        return logSum(logShares(places, place));
    }

    /** By how much a place is less likely than the likeliest mean of a component, in nats; at least 0. */
    double unlikelihood(double[] place) {
        double likeliest =
                places.stream().mapToDouble(one -> logPlace(one.mean())).max().orElseThrow();
        return Math.max(0, likeliest - logPlace(place));
    }

    /** Negative natural logarithm of the conditional density of the attribute at a place. */
    double surprisal(double[] place, double[] measured) {
        double[] all = Arrays.copyOf(place, PLACE + measured.length);
        System.arraycopy(measured, 0, all, PLACE, measured.length);
        return logPlace(place) - logDensity(all);
    }

    /** Conditional mean of the attribute at a place. */
    double[] expected(double[] place) {
        double[] logs = logShares(places, place);
        double all = logSum(logs);
        double[] expected = new double[components.get(0).mean().length - PLACE];
        for (int k = 0; k < logs.length; k++) {
            double share = Math.exp(logs[k] - all);
            double[] own = components.get(k).expected(place);
            for (int i = 0; i < own.length; i++) {
                expected[i] += share * own[i];
            }
        }
        return expected;
    }

    /** Logarithm of weight times density of each component. */
    private double[] logShares(List<MultivariateGaussian> of, double[] at) {
        return IntStream.range(0, weights.length)
                .mapToDouble(k -> Math.log(weights[k]) + of.get(k).logDensity(at))
                .toArray();
    }

    private static double logSum(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        return most
                + Math.log(Arrays.stream(logs).map(one -> Math.exp(one - most)).sum());
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
        return of(weights, components);
    }

    private static int row(int dimensions) {
        return 1 + dimensions + dimensions * dimensions;
    }
}
