package io.xvad.metrics.explanation.stability;

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
        if (a.length != height * width || b.length != a.length) {
            throw new IllegalArgumentException(
                    "planes must have " + height + " x " + width + " values, got " + a.length + " and " + b.length);
        }
        int smallest = Math.min(WINDOW, Math.min(height, width));
        int window = smallest % 2 == 0 ? smallest - 1 : smallest;
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
