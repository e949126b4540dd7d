package io.xvad.metrics.explanation.stability;

import io.xvad.core.Mask;

/**
 * Structural similarity (Wang et al., 2004, equation 13), mean over windows of 7 x 7 pixels that lie inside, with sample
 * covariances, K1 = 0.01 and K2 = 0.03: scikit-image's {@code structural_similarity} with its defaults. In [-1, 1]. Where
 * a side is below 7 the window is the largest odd number that fits.
 */
public final class Ssim {

    private static final int WINDOW = 7;

    private Ssim() {}

    /**
     * Compares two planes, row-major.
     *
     * @param range distance between the least and the greatest possible value, above 0
     * @throws IllegalArgumentException if a plane has another size
     */
    public static double of(double[] a, double[] b, int height, int width, double range) {
        requireSize(a, b, height, width);
        int window = window(height, width);
        double sum = 0;
        int count = 0;
        for (int y = 0; y + window <= height; y++) {
            for (int x = 0; x + window <= width; x++) {
                sum += at(a, b, y * width + x, width, window, range);
                count++;
            }
        }
        return sum / count;
    }

    /**
     * Compares two planes around some pixels: mean over the windows centred on them, moved inside where they would leave the planes.
     *
     * @param at pixels of the planes, at least one
     * @param range distance between the least and the greatest possible value, above 0
     * @throws IllegalArgumentException if a plane has another size than {@code at}, or there is no pixel
     */
    public static double of(double[] a, double[] b, Mask at, double range) {
        requireSize(a, b, at.height(), at.width());
        if (!at.any()) {
            throw new IllegalArgumentException("at least one pixel to compare around is needed, got " + at);
        }
        int window = window(at.height(), at.width());
        double sum = 0;
        for (int y = 0; y < at.height(); y++) {
            for (int x = 0; x < at.width(); x++) {
                if (at.at(y, x)) {
                    int top = Math.max(0, Math.min(at.height() - window, y - window / 2));
                    int left = Math.max(0, Math.min(at.width() - window, x - window / 2));
                    sum += at(a, b, top * at.width() + left, at.width(), window, range);
                }
            }
        }
        return sum / at.count();
    }

    private static void requireSize(double[] a, double[] b, int height, int width) {
        if (a.length != height * width || b.length != a.length) {
            throw new IllegalArgumentException(
                    "planes must have " + height + " x " + width + " values, got " + a.length + " and " + b.length);
        }
    }

    private static int window(int height, int width) {
        int smallest = Math.min(WINDOW, Math.min(height, width));
        return smallest % 2 == 0 ? smallest - 1 : smallest;
    }

    private static double at(double[] a, double[] b, int corner, int width, int window, double range) {
        int n = window * window;
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int i = 0; i < n; i++) {
            int at = corner + i / window * width + i % window;
            sumA += a[at];
            sumB += b[at];
            sumAa += a[at] * a[at];
            sumBb += b[at] * b[at];
            sumAb += a[at] * b[at];
        }
        double meanA = sumA / n;
        double meanB = sumB / n;
        double unbiased = n == 1 ? 1 : n / (n - 1.0);
        double varianceA = unbiased * (sumAa / n - meanA * meanA);
        double varianceB = unbiased * (sumBb / n - meanB * meanB);
        double covariance = unbiased * (sumAb / n - meanA * meanB);
        double c1 = 1e-4 * range * range;
        double c2 = 9e-4 * range * range;
        return (2 * meanA * meanB + c1)
                * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
    }
}
