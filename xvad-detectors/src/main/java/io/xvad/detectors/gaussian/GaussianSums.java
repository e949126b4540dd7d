package io.xvad.detectors.gaussian;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Running sums for the mean and covariance at each position, relative to the first image for precision. Sums of parts of the images can
 * be merged. Not thread-safe.
 */
public final class GaussianSums implements Serializable {

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

    /**
     * Adds all that other sums hold, as exactly as if their images had been added one by one. The others are left as they are. With
     * {@code d} the difference of the two first images, their sum {@code s} of offsets becomes {@code s + n d} and their sum of
     * products {@code P} becomes {@code P + d s' + s d' + n d d'}.
     *
     * @throws IllegalArgumentException if they are of other positions or channels
     */
    public void merge(GaussianSums other) {
        if (other.positions != positions || !Arrays.equals(other.channels, channels)) {
            throw new IllegalArgumentException("sums of " + positions + " positions and channels "
                    + Arrays.toString(channels) + " cannot be merged with those of " + other.positions + " and "
                    + Arrays.toString(other.channels));
        }
        if (images == 0) {
            System.arraycopy(other.first, 0, first, 0, first.length);
        }
        for (int p = 0; p < positions && other.images > 0; p++) {
            merge(other, p);
        }
        images += other.images;
    }

    private void merge(GaussianSums other, int position) {
        int size = channels.length;
        double[] apart = new double[size];
        for (int c = 0; c < size; c++) {
            apart[c] = (double) other.first[position * size + c] - first[position * size + c];
        }
        int at = 0;
        for (int i = 0; i < size; i++) {
            double sum = other.sums[position * size + i];
            double moved = sum + other.images * apart[i];
            for (int j = 0; j <= i; j++) {
                products[position][at] +=
                        other.products[position][at] + moved * apart[j] + apart[i] * other.sums[position * size + j];
                at++;
            }
            sums[position * size + i] += moved;
        }
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

    /**
     * The shrinkage that these sums themselves ask for: oracle approximating shrinkage (Chen, Wiesel, Eldar and Hero 2010,
     * "Shrinkage Algorithms for MMSE Covariance Estimation", equation 23) with one coefficient and one target for all positions.
     * The target is the mean variance over all positions and channels, so that a position at which nothing ever varies, such as a
     * dark background, borrows from the whole image; shrunk towards its own variance it would stay flat, and dust on it would
     * score higher than any defect. With {@code S} the sample covariance at a position, {@code n} images and {@code t} the target,
     * the coefficient is
     *
     * <pre>{@code
     * rho = sum(tr(S S) + tr(S)^2) / ((n + 1) sum |S - t I|^2), at most 1
     * }</pre>
     *
     * over the positions. The terms with 2 / p of equation 23 are left out: they belong to a target that is made of the same
     * sample. With a single position this is the coefficient of scikit-learn's {@code oas}. Where nothing varies anywhere, as
     * with a single image, 0.01 is added.
     */
    public Shrinkage estimatedShrinkage() {
        double traces = 0;
        double squares = 0;
        double spread = 0;
        for (int p = 0; p < positions; p++) {
            double[] covariance = covariance(p);
            double trace = trace(covariance);
            double square = square(covariance);
            traces += trace;
            squares += square;
            spread += square + trace * trace;
        }
        double values = (double) positions * channels.length;
        double target = traces / values;
        if (!(target > 0)) {
            return Shrinkage.OF_NOTHING;
        }
        double away = Math.max(0, squares - target * traces);
        double coefficient = away == 0 ? 1 : Math.min(1, spread / ((images + 1) * away));
        return new Shrinkage(1 - coefficient, coefficient * target);
    }

    private double trace(double[] covariance) {
        double trace = 0;
        for (int i = 0; i < channels.length; i++) {
            trace += covariance[triangle(i + 1) - 1];
        }
        return trace;
    }

    /** Trace of the square. */
    private double square(double[] covariance) {
        double square = 0;
        int at = 0;
        for (int i = 0; i < channels.length; i++) {
            for (int j = 0; j < i; j++) {
                square += 2 * covariance[at] * covariance[at];
                at++;
            }
            square += covariance[at] * covariance[at];
            at++;
        }
        return square;
    }

    /** The Gaussians, with the sample covariance, zero for a single image, shrunk. */
    public Gaussians gaussians(Shrinkage shrinkage, ProgressListener progress) {
        int size = channels.length;
        float[] means = new float[positions * size];
        float[] factors = new float[Math.multiplyExact(positions, triangle(size))];
        for (int p = 0; p < positions; p++) {
            Cancellation.check();
            for (int c = 0; c < size; c++) {
                means[p * size + c] = (float) (first[p * size + c] + sums[p * size + c] / images);
            }
            RealMatrix lower = new CholeskyDecomposition(shrunk(covariance(p), shrinkage)).getL();
            pack(lower, factors, p * triangle(size));
            progress.progressed("covariances", p + 1L, positions);
        }
        return new Gaussians(channels, means, factors);
    }

    /** Sample covariance at a position, row by row up to the diagonal; zero for a single image. */
    private double[] covariance(int position) {
        int size = channels.length;
        double[] covariance = new double[triangle(size)];
        if (images < 2) {
            return covariance;
        }
        int at = 0;
        for (int i = 0; i < size; i++) {
            double meanI = sums[position * size + i] / images;
            for (int j = 0; j <= i; j++) {
                covariance[at] = (products[position][at] - meanI * sums[position * size + j]) / (images - 1);
                at++;
            }
            covariance[at - 1] = Math.max(0, covariance[at - 1]);
        }
        return covariance;
    }

    private RealMatrix shrunk(double[] covariance, Shrinkage shrinkage) {
        int size = channels.length;
        double[][] shrunk = new double[size][size];
        int at = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                shrunk[i][j] = shrinkage.kept() * covariance[at++];
                shrunk[j][i] = shrunk[i][j];
            }
            shrunk[i][i] += shrinkage.added();
        }
        return new Array2DRowRealMatrix(shrunk, false);
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
