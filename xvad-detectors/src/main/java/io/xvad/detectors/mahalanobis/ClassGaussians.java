package io.xvad.detectors.mahalanobis;

import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Gaussians of several classes with one covariance (Lee et al., 2018, equation 1).
 *
 * @param means of the classes, one after the other
 * @param precision inverse of the covariance, row by row
 */
record ClassGaussians(float[] means, float[] precision) {

    private static final double SHRINKAGE = 0.01;
    private static final double SMALLEST = 1e-8;

    /**
     * Fits the Gaussians to vectors whose classes take turns.
     *
     * @param vectors in which row {@code i} is of class {@code i % classes}
     */
    static ClassGaussians of(List<double[]> vectors, int classes) {
        return of(
                vectors,
                IntStream.range(0, vectors.size()).map(i -> i % classes).toArray(),
                classes);
    }

    /**
     * Fits the Gaussians to vectors and their classes.
     *
     * @param labels class of each, from 0; every class has some
     */
    static ClassGaussians of(List<double[]> vectors, int[] labels, int classes) {
        int size = vectors.get(0).length;
        double[][] means = new double[classes][size];
        long[] counts = new long[classes];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        for (int i = 0; i < vectors.size(); i++) {
            for (int d = 0; d < size; d++) {
                means[labels[i]][d] += vectors.get(i)[d] / counts[labels[i]];
            }
        }
        RealMatrix covariance = new Array2DRowRealMatrix(size, size);
        for (int i = 0; i < vectors.size(); i++) {
            double[] mean = means[labels[i]];
            double[] vector = vectors.get(i);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    covariance.addToEntry(a, b, (vector[a] - mean[a]) * (vector[b] - mean[b]) / vectors.size());
                }
            }
        }
        double ridge = SHRINKAGE * covariance.getTrace() / size + SMALLEST;
        for (int d = 0; d < size; d++) {
            covariance.addToEntry(d, d, ridge);
        }
        RealMatrix precision = new CholeskyDecomposition(covariance).getSolver().getInverse();
        return new ClassGaussians(flat(means), flat(precision.getData()));
    }

    private static float[] flat(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    /** The squared Mahalanobis distance from the closest class. */
    double distance(double[] vector) {
        return IntStream.range(0, means.length / vector.length)
                .mapToDouble(kind -> distance(vector, kind))
                .min()
                .orElseThrow();
    }

    private double distance(double[] vector, int kind) {
        double[] pulled = pulled(vector, kind);
        double distance = 0;
        for (int d = 0; d < vector.length; d++) {
            distance += (vector[d] - means[kind * vector.length + d]) * pulled[d];
        }
        return distance;
    }

    /** Values of a vector. */
    int channels() {
        return Math.toIntExact(Math.round(Math.sqrt(precision.length)));
    }

    /** The same distance in ONNX, without dimensions, of a vector of shape (1, values). */
    String distance(OnnxGraph onnx, String vector) {
        int size = channels();
        String away = onnx.node("Sub", vector, onnx.constant(means, means.length / size, size));
        String pulled = onnx.node("MatMul", away, onnx.constant(precision, size, size));
        String each = onnx.reduced("ReduceSum", onnx.node("Mul", away, pulled), false, 1);
        return onnx.node("ReduceMin", node -> node.integer("keepdims", 0), each);
    }

    /** The gradient with respect to the vector. */
    double[] gradient(double[] vector) {
        int closest = 0;
        for (int kind = 1; kind < means.length / vector.length; kind++) {
            closest = distance(vector, kind) < distance(vector, closest) ? kind : closest;
        }
        return Arrays.stream(pulled(vector, closest)).map(value -> 2 * value).toArray();
    }

    /** Precision times the difference from a class. */
    private double[] pulled(double[] vector, int kind) {
        int size = vector.length;
        double[] pulled = new double[size];
        for (int i = 0; i < size * size; i++) {
            pulled[i / size] += precision[i] * (vector[i % size] - means[kind * size + i % size]);
        }
        return pulled;
    }
}
