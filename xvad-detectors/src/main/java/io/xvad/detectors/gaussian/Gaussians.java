package io.xvad.detectors.gaussian;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.Workers;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;

/**
 * One Gaussian for each position.
 *
 * @param channels the channels it is over
 * @param means position by position
 * @param factors position by position the lower Cholesky factor of the covariance, row by row, without the zeros
 */
public record Gaussians(int[] channels, float[] means, float[] factors) {

    private static final int POSITIONS_OF_PART = 64;
    private static final String CHANNELS = "channels";
    private static final String MEANS = "means";
    private static final String FACTORS = "cholesky-factors";

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or does not fit so many positions of rows of {@code dimension} values
     */
    public static Gaussians read(ModelReader model, int positions, int dimension) {
        int[] channels = model.ints(CHANNELS);
        Tensor means = model.tensor(MEANS);
        Tensor factors = model.tensor(FACTORS);
        for (int channel : channels) {
            if (channel < 0 || channel >= dimension) {
                throw new XvadModelException("entry '" + CHANNELS + "' names channel " + channel + " of " + dimension);
            }
        }
        float[] meanValues = means.toArray();
        float[] factorValues = factors.toArray();
        if (meanValues.length != positions * channels.length
                || factorValues.length != positions * GaussianSums.triangle(channels.length)) {
            throw new XvadModelException("entries '" + MEANS + "' and '" + FACTORS + "' do not fit " + positions
                    + " positions of " + channels.length + " channels: " + means + ", " + factors);
        }
        return new Gaussians(channels, meanValues, factorValues);
    }

    /** Writes channels, means and factors. */
    public void write(ModelWriter model) {
        int positions = means.length / channels.length;
        model.ints(CHANNELS, channels);
        model.tensor(MEANS, Tensor.of(means, positions, channels.length));
        model.tensor(FACTORS, Tensor.of(factors, positions, GaussianSums.triangle(channels.length)));
    }

    /**
     * Mahalanobis distance at each position, by forward substitution.
     *
     * @param rows one for each position
     * @param dimension values in a row, of which the Gaussians are over {@link #channels}
     */
    public float[] distances(float[] rows, int dimension) {
        float[] distances = new float[means.length / channels.length];
        fill(distances, 0, distances.length, rows, dimension);
        return distances;
    }

    /** Mahalanobis distance at each position, some positions on each worker. */
    public float[] distances(float[] rows, int dimension, Workers workers) {
        float[] distances = new float[means.length / channels.length];
        int parts = (distances.length + POSITIONS_OF_PART - 1) / POSITIONS_OF_PART;
        workers.each(parts, part -> {
            int from = part * POSITIONS_OF_PART;
            fill(distances, from, Math.min(from + POSITIONS_OF_PART, distances.length), rows, dimension);
        });
        return distances;
    }

    private void fill(float[] distances, int from, int to, float[] rows, int dimension) {
        int size = channels.length;
        double[] solved = new double[size];
        for (int p = from; p < to; p++) {
            double squared = 0;
            int at = p * GaussianSums.triangle(size);
            for (int i = 0; i < size; i++) {
                double away = rows[p * dimension + channels[i]] - means[p * size + i];
                solved[i] = (away - product(at, solved, i)) / factors[at + i];
                at += i + 1;
                squared += solved[i] * solved[i];
            }
            distances[p] = (float) Math.sqrt(squared);
        }
    }

    /** A product with the first values of a row of a factor, in four sums, which need not wait for each other. */
    private double product(int from, double[] solved, int count) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int fours = count & -4;
        for (int j = 0; j < fours; j += 4) {
            sum0 += factors[from + j] * solved[j];
            sum1 += factors[from + j + 1] * solved[j + 1];
            sum2 += factors[from + j + 2] * solved[j + 2];
            sum3 += factors[from + j + 3] * solved[j + 3];
        }
        for (int j = fours; j < count; j++) {
            sum0 += factors[from + j] * solved[j];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** The same in ONNX: the length of the deviation times the inverse of the factor; rows of shape (positions, values). */
    public String distances(OnnxGraph onnx, String rows) {
        int size = channels.length;
        int positions = means.length / size;
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
        int positions = means.length / size;
        float[] inverses = new float[Math.multiplyExact(positions, size * size)];
        double[] column = new double[size];
        for (int p = 0; p < positions; p++) {
            int first = p * GaussianSums.triangle(size);
            for (int c = 0; c < size; c++) {
                for (int i = c; i < size; i++) {
                    double rest = i == c ? 1 : 0;
                    for (int j = c; j < i; j++) {
                        rest -= factor(first, i, j) * column[j];
                    }
                    column[i] = rest / factor(first, i, i);
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
    public double[] contributions(float[] rows, int dimension, int position) {
        double[] gradient = gradient(rows, dimension, position);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= rows[position * dimension + channels[i]] - means[position * gradient.length + i];
        }
        return gradient;
    }

    /** The gradient of the distance at a position with respect to the channels; all 0 where the distance is. */
    public double[] gradient(float[] rows, int dimension, int position) {
        int size = channels.length;
        double[] solved = new double[size];
        int first = position * GaussianSums.triangle(size);
        double squared = 0;
        for (int i = 0; i < size; i++) {
            double rest = rows[position * dimension + channels[i]] - means[position * size + i];
            for (int j = 0; j < i; j++) {
                rest -= factor(first, i, j) * solved[j];
            }
            solved[i] = rest / factor(first, i, i);
            squared += solved[i] * solved[i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int j = i + 1; j < size; j++) {
                solved[i] -= factor(first, j, i) * solved[j];
            }
            solved[i] /= factor(first, i, i);
        }
        double distance = Math.sqrt(squared);
        for (int i = 0; i < size; i++) {
            solved[i] = distance == 0 ? 0 : solved[i] / distance;
        }
        return solved;
    }

    /** Standard deviation of one of the channels at a position. */
    public double deviation(int position, int channel) {
        int first = position * GaussianSums.triangle(channels.length);
        double variance = 0;
        for (int j = 0; j <= channel; j++) {
            variance += factor(first, channel, j) * factor(first, channel, j);
        }
        return Math.sqrt(variance);
    }

    private double factor(int first, int row, int column) {
        return factors[first + row * (row + 1) / 2 + column];
    }
}
