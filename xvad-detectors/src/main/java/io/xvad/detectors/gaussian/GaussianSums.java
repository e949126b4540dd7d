package io.xvad.detectors.gaussian;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Running sums for the mean and covariance at each position, relative to the first image for precision. */
public final class GaussianSums {

    private static final long MAX_BYTES = 4L << 30;

    private final int positions;
    private final int[] channels;
    private final int dimension;
    private final float[] first;
    private final double[] sums;
    private final double[][] products;
    private int images;

    /**
     * Sums of no image yet.
     *
     * @param channels which of the {@code dimension} values of a row
     * @throws IllegalArgumentException if the covariances would need more than 4 GiB
     */
    public GaussianSums(int positions, int[] channels, int dimension) {
        int triangle = triangle(channels.length);
        if ((long) positions * triangle * Double.BYTES > MAX_BYTES) {
            throw new IllegalArgumentException("covariances of " + positions + " positions and " + channels.length
                    + " channels need more than " + MAX_BYTES + " bytes; lower the option 'channels'");
        }
        this.positions = positions;
        this.channels = channels;
        this.dimension = dimension;
        this.first = new float[positions * channels.length];
        this.sums = new double[positions * channels.length];
        this.products = new double[positions][triangle];
    }

    static int triangle(int size) {
        return size * (size + 1) / 2;
    }

    /** Adds the rows of one image. */
    public void add(float[] rows) {
        double[] offset = new double[channels.length];
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels.length; c++) {
                int at = p * channels.length + c;
                float value = rows[p * dimension + channels[c]];
                if (images == 0) {
                    first[at] = value;
                }
                offset[c] = value - first[at];
                sums[at] += offset[c];
            }
            addProducts(products[p], offset);
        }
        images++;
    }

    private static void addProducts(double[] triangle, double[] offset) {
        int at = 0;
        for (int i = 0; i < offset.length; i++) {
            double value = offset[i];
            for (int j = 0; j <= i; j++) {
                triangle[at + j] += value * offset[j];
            }
            at += i + 1;
        }
    }

    /** The Gaussians: sample covariance, zero for a single image, plus {@code shrinkage} times the identity. */
    public Gaussians gaussians(double shrinkage, ProgressListener progress) {
        int size = channels.length;
        float[] means = new float[positions * size];
        float[] factors = new float[Math.multiplyExact(positions, triangle(size))];
        for (int p = 0; p < positions; p++) {
            Cancellation.check();
            for (int c = 0; c < size; c++) {
                means[p * size + c] = (float) (first[p * size + c] + sums[p * size + c] / images);
            }
            RealMatrix lower = new CholeskyDecomposition(covariance(p, shrinkage)).getL();
            pack(lower, factors, p * triangle(size));
            progress.progressed("covariances", p + 1L, positions);
        }
        return new Gaussians(channels, means, factors);
    }

    private RealMatrix covariance(int position, double shrinkage) {
        int size = channels.length;
        double[][] covariance = new double[size][size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            double meanI = sums[position * size + i] / images;
            for (int j = 0; j <= i; j++) {
                double scatter = products[position][at++] - meanI * sums[position * size + j];
                covariance[i][j] = images > 1 ? scatter / (images - 1) : 0;
                covariance[j][i] = covariance[i][j];
            }
            covariance[i][i] = Math.max(0, covariance[i][i]) + shrinkage;
        }
        return new Array2DRowRealMatrix(covariance, false);
    }

    private static void pack(RealMatrix lower, float[] factors, int offset) {
        int at = offset;
        for (int i = 0; i < lower.getRowDimension(); i++) {
            for (int j = 0; j <= i; j++) {
                factors[at++] = (float) lower.getEntry(i, j);
            }
        }
    }
}
