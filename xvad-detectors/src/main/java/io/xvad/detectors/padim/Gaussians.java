package io.xvad.detectors.padim;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.export.OnnxGraph;
import java.util.Arrays;

/**
 * One Gaussian a position.
 *
 * @param channels the channels it is over
 * @param means position by position
 * @param factors the lower Cholesky factors of the covariances, row by row without the zeros; each of their values for all
 *     positions side by side, so that all positions are solved at once
 */
record Gaussians(int[] channels, float[] means, float[] factors) {

    private static final String CHANNELS = "channels";
    private static final String MEANS = "means";
    private static final String FACTORS = "cholesky-factors";

    static Gaussians read(ModelReader model, int positions, int dimension) {
        int[] channels = model.ints(CHANNELS);
        Tensor means = model.tensor(MEANS);
        Tensor factors = model.tensor(FACTORS);
        for (int channel : channels) {
            if (channel < 0 || channel >= dimension) {
                throw new XvadModelException("entry '" + CHANNELS + "' names channel " + channel + " of " + dimension);
            }
        }
        float[] meanValues = means.toArray();
        if (meanValues.length != positions * channels.length
                || !Arrays.equals(factors.shape(), new int[] {GaussianSums.triangle(channels.length), positions})) {
            throw new XvadModelException("entries '" + MEANS + "' and '" + FACTORS + "' do not fit " + positions
                    + " positions of " + channels.length + " channels: " + means + ", " + factors);
        }
        return new Gaussians(channels, meanValues, factors.toArray());
    }

    void write(ModelWriter model) {
        model.ints(CHANNELS, channels);
        model.tensor(MEANS, Tensor.of(means, positions(), channels.length));
        model.tensor(FACTORS, Tensor.of(factors, GaussianSums.triangle(channels.length), positions()));
    }

    /** Mahalanobis distance at each position, by forward substitution. */
    float[] distances(float[] rows, int dimension) {
        int positions = positions();
        float[][] solved = new float[channels.length][positions];
        float[] distances = new float[positions];
        int at = 0;
        for (int i = 0; i < channels.length; i++) {
            float[] rest = solved[i];
            deviations(rows, dimension, i, rest);
            for (int j = 0; j < i; j++) {
                subtractProducts(factors, at, solved[j], rest);
                at += positions;
            }
            divideAndAddSquares(rest, factors, at, distances);
            at += positions;
        }
        for (int p = 0; p < positions; p++) {
            distances[p] = (float) Math.sqrt(distances[p]);
        }
        return distances;
    }

    private int positions() {
        return means.length / channels.length;
    }

    private void deviations(float[] rows, int dimension, int channel, float[] out) {
        for (int p = 0; p < out.length; p++) {
            out[p] = rows[p * dimension + channels[channel]] - means[p * channels.length + channel];
        }
    }

    private static void subtractProducts(float[] factors, int at, float[] solved, float[] rest) {
        for (int p = 0; p < rest.length; p++) {
            rest[p] -= factors[at + p] * solved[p];
        }
    }

    private static void divideAndAddSquares(float[] values, float[] divisors, int at, float[] squares) {
        for (int p = 0; p < values.length; p++) {
            values[p] /= divisors[at + p];
            squares[p] += values[p] * values[p];
        }
    }

    /** The same in ONNX: the length of the deviation times the inverse of the factor; rows of shape (positions, values). */
    String distances(OnnxGraph onnx, String rows) {
        int size = channels.length;
        int positions = positions();
        long[] wanted = Arrays.stream(channels).asLongStream().toArray();
        String own = onnx.node("Gather", node -> node.integer("axis", 1), rows, onnx.integers(wanted));
        String away = onnx.node("Sub", own, onnx.constant(means, positions, size));
        String solved = onnx.node(
                "MatMul",
                onnx.constant(inverseFactors(), positions, size, size),
                onnx.reshaped(away, positions, size, 1));
        String squares = onnx.node(
                "ReduceSum",
                node -> node.integer("keepdims", 0),
                onnx.node("Mul", solved, solved),
                onnx.integers(1, 2));
        return onnx.node("Sqrt", squares);
    }

    /** Inverses of the factors, with the zeros, column by column by forward substitution. */
    private float[] inverseFactors() {
        int size = channels.length;
        int positions = positions();
        float[] inverses = new float[Math.multiplyExact(positions, size * size)];
        double[] column = new double[size];
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < size; c++) {
                for (int i = c; i < size; i++) {
                    double rest = i == c ? 1 : 0;
                    for (int j = c; j < i; j++) {
                        rest -= factor(p, i, j) * column[j];
                    }
                    column[i] = rest / factor(p, i, i);
                    inverses[(p * size + i) * size + c] = (float) column[i];
                }
            }
        }
        return inverses;
    }

    /**
     * How much each channel adds to the distance {@code d} at a position: {@code y_i (inverse(covariance) y)_i / d} with
     * {@code y} the deviation from the mean, which add up to {@code d}; all 0 where {@code d} is. A channel that is
     * correlated with others can add less than nothing.
     */
    double[] contributions(float[] rows, int dimension, int position) {
        double[] gradient = gradient(rows, dimension, position);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= rows[position * dimension + channels[i]] - means[position * gradient.length + i];
        }
        return gradient;
    }

    /** The gradient of the distance at a position with respect to the channels; all 0 where the distance is. */
    double[] gradient(float[] rows, int dimension, int position) {
        int size = channels.length;
        double[] solved = new double[size];
        double squared = 0;
        for (int i = 0; i < size; i++) {
            double rest = rows[position * dimension + channels[i]] - means[position * size + i];
            for (int j = 0; j < i; j++) {
                rest -= factor(position, i, j) * solved[j];
            }
            solved[i] = rest / factor(position, i, i);
            squared += solved[i] * solved[i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int j = i + 1; j < size; j++) {
                solved[i] -= factor(position, j, i) * solved[j];
            }
            solved[i] /= factor(position, i, i);
        }
        double distance = Math.sqrt(squared);
        for (int i = 0; i < size; i++) {
            solved[i] = distance == 0 ? 0 : solved[i] / distance;
        }
        return solved;
    }

    /** Standard deviation of one of the channels at a position. */
    double deviation(int position, int channel) {
        double variance = 0;
        for (int j = 0; j <= channel; j++) {
            variance += factor(position, channel, j) * factor(position, channel, j);
        }
        return Math.sqrt(variance);
    }

    private double factor(int position, int row, int column) {
        return factors[(GaussianSums.triangle(row) + column) * positions() + position];
    }
}
