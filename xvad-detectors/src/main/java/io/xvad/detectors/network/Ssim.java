package io.xvad.detectors.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The structural similarity (Wang et al., 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity",
 * equation 13) of two batches of images with values in [0, 1]: a Gaussian window
 * of 11 pixels and a standard deviation of 1.5, where it fits into the image, channel by channel.
 */
public final class Ssim {

    /** Side of the window. */
    public static final int WINDOW = 11;

    private static final double SIGMA = 1.5;

    /**
     * What is added to numerators and denominators, so that flat places do not divide by nothing.
     *
     * @param ofMeans added to means
     * @param ofVariances added to variances
     */
    public record Constants(double ofMeans, double ofVariances) {

        /** Those of Wang et al. for a range of 1. */
        public static final Constants SQUARED = new Constants(0.01 * 0.01, 0.03 * 0.03);
    }

    private final SDVariable window;
    private final int size;

    private Ssim(SameDiff graph, int size) {
        this.window = graph.constant(window(size));
        this.size = size;
    }

    /** The similarity of images of such a side; shape (N, channels, size - 10, size - 10). */
    public static SDVariable of(SameDiff graph, SDVariable a, SDVariable b, int channels, int size) {
        return of(graph, a, b, channels, size, Constants.SQUARED);
    }

    /** The same with other constants. */
    public static SDVariable of(
            SameDiff graph, SDVariable a, SDVariable b, int channels, int size, Constants constants) {
        Ssim ssim = new Ssim(graph, size);
        double c1 = constants.ofMeans();
        double c2 = constants.ofVariances();
        SDVariable meanA = ssim.blurred(a);
        SDVariable meanB = ssim.blurred(b);
        SDVariable squareA = graph.math().square(meanA);
        SDVariable squareB = graph.math().square(meanB);
        SDVariable product = meanA.mul(meanB);
        SDVariable varianceA = ssim.blurred(graph.math().square(a)).sub(squareA);
        SDVariable varianceB = ssim.blurred(graph.math().square(b)).sub(squareB);
        SDVariable covariance = ssim.blurred(a.mul(b)).sub(product);
        SDVariable above = product.mul(2).add(c1).mul(covariance.mul(2).add(c2));
        SDVariable below =
                squareA.add(squareB).add(c1).mul(varianceA.add(varianceB).add(c2));
        int inner = size - WINDOW + 1;
        return above.div(below).reshape(-1, channels, inner, inner).permute(0, 1, 3, 2);
    }

    /**
     * Weighted means as two products of matrices, along the rows and along the columns, which are many times faster than a
     * convolution of each channel; shape (N * channels * columns, rows).
     */
    private SDVariable blurred(SDVariable images) {
        int inner = size - WINDOW + 1;
        SDVariable along = images.reshape(-1, size).mmul(window);
        return along.reshape(-1, size, inner).permute(0, 2, 1).reshape(-1, size).mmul(window);
    }

    /** Column j holds the Gaussian window that begins at row j; shape (size, size - 10). */
    private static INDArray window(int size) {
        double[] line = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double away = (i - WINDOW / 2) / SIGMA;
            line[i] = Math.exp(-away * away / 2);
            sum += line[i];
        }
        int inner = size - WINDOW + 1;
        float[] values = new float[size * inner];
        for (int j = 0; j < inner; j++) {
            for (int i = 0; i < WINDOW; i++) {
                values[(j + i) * inner + j] = (float) (line[i] / sum);
            }
        }
        return Nd4j.create(values, new long[] {size, inner}, 'c');
    }
}
