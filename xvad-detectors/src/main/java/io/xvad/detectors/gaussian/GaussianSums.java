package io.xvad.detectors.gaussian;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Running sums for the mean and covariance at each position, relative to an origin near them for precision: at first the first image.
 * Sums of two sets of images are merged into those of both, and an image is taken away again, exactly but for rounding (Chan, Golub and
 * LeVeque 1983, "Algorithms for Computing the Sample Variance", pairwise updating). Not thread-safe.
 */
public final class GaussianSums implements Serializable {

    private static final long MAX_BYTES = 4L << 30;

    private final int positions;
    private final int[] channels;
    private final int dimension;
    private final float[] origin;
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
        this.origin = new float[positions * channels.length];
        this.sums = new double[positions * channels.length];
        this.products = new double[positions][triangle];
    }

    static int triangle(int size) {
        return size * (size + 1) / 2;
    }

    /** Sums of the same images, which change on their own. */
    public GaussianSums copy() {
        GaussianSums copy = new GaussianSums(positions, channels, dimension);
        copy.merge(this);
        return copy;
    }

    /** How many images they are of. */
    public int images() {
        return images;
    }

    /** How many places have sums of their own. */
    int positions() {
        return positions;
    }

    /** How many channels there are at a position. */
    int channels() {
        return channels.length;
    }

    /** What the sums are relative to, position by position. */
    float[] origin() {
        return origin;
    }

    /** The sums of the deviations from the origin, position by position. */
    double[] sums() {
        return sums;
    }

    /** The sums of the products of the deviations at each position, row by row up to the diagonal. */
    double[][] products() {
        return products;
    }

    /** Makes these, of no image yet, sums as {@link #origin}, {@link #sums} and {@link #products} gave them. */
    void restore(int ofImages, float[] savedOrigin, double[] savedSums, double[] savedProducts) {
        images = ofImages;
        System.arraycopy(savedOrigin, 0, origin, 0, origin.length);
        System.arraycopy(savedSums, 0, sums, 0, sums.length);
        for (int p = 0; p < positions; p++) {
            System.arraycopy(savedProducts, p * products[p].length, products[p], 0, products[p].length);
        }
    }

    /** Adds the rows of one image. */
    public void add(float[] rows) {
        if (images == 0) {
            startAt(rows);
        }
        accumulate(rows, 1);
        images++;
    }

    /**
     * Takes away the rows of one image that was added.
     *
     * @throws IllegalStateException if there is none
     */
    public void remove(float[] rows) {
        if (images == 0) {
            throw new IllegalStateException("there is no image to take away");
        }
        accumulate(rows, -1);
        images--;
    }

    private void startAt(float[] rows) {
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels.length; c++) {
                origin[p * channels.length + c] = rows[p * dimension + channels[c]];
            }
        }
    }

    private void accumulate(float[] rows, int sign) {
        double[] offset = new double[channels.length];
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels.length; c++) {
                int at = p * channels.length + c;
                offset[c] = (double) rows[p * dimension + channels[c]] - origin[at];
                sums[at] += sign * offset[c];
            }
            addProducts(products[p], offset, sign);
        }
    }

    private static void addProducts(double[] triangle, double[] offset, double factor) {
        int at = 0;
        for (int i = 0; i < offset.length; i++) {
            double value = factor * offset[i];
            for (int j = 0; j <= i; j++) {
                triangle[at + j] += value * offset[j];
            }
            at += i + 1;
        }
    }

    /**
     * Adds the images of other sums, which stay as they are.
     *
     * @throws IllegalArgumentException if they are of other positions or channels
     */
    public void merge(GaussianSums other) {
        if (positions != other.positions || !Arrays.equals(channels, other.channels)) {
            throw new IllegalArgumentException("sums of " + positions + " positions and " + channels.length
                    + " channels cannot be merged with those of " + other.positions + " and "
                    + other.channels.length + ", or the channels differ");
        }
        if (images == 0) {
            System.arraycopy(other.origin, 0, origin, 0, origin.length);
        }
        addAll(other);
    }

    /** Relative to the origin as it is. */
    private void addAll(GaussianSums other) {
        double[] shift = new double[channels.length];
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels.length; c++) {
                shift[c] = (double) other.origin[p * channels.length + c] - origin[p * channels.length + c];
            }
            mergeProducts(other, p, shift);
            for (int c = 0; c < channels.length; c++) {
                int at = p * channels.length + c;
                sums[at] += other.sums[at] + other.images * shift[c];
            }
        }
        images += other.images;
    }

    /** The products of {@code x + shift}, from sums and products of {@code x}. */
    private void mergeProducts(GaussianSums other, int position, double[] shift) {
        int first = position * channels.length;
        int at = 0;
        for (int i = 0; i < channels.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[position][at] += other.products[position][at]
                        + shift[i] * other.sums[first + j]
                        + shift[j] * other.sums[first + i]
                        + other.images * shift[i] * shift[j];
                at++;
            }
        }
    }

    /** The same sums relative to the mean of their images, so that no single image is kept. */
    public GaussianSums centred() {
        GaussianSums centred = new GaussianSums(positions, channels, dimension);
        for (int at = 0; at < origin.length; at++) {
            centred.origin[at] = (float) (origin[at] + sums[at] / images);
        }
        centred.addAll(this);
        return centred;
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
                means[p * size + c] = (float) (origin[p * size + c] + sums[p * size + c] / images);
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
