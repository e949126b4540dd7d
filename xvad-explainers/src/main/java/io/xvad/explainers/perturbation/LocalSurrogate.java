package io.xvad.explainers.perturbation;

import java.util.Arrays;

/**
 * The linear model that LIME fits to masked copies, as the image explainer of its authors' package does: ridge regression with a free
 * intercept, each copy weighted by {@code sqrt(exp(-d² / width²))}, where {@code d} is the cosine distance of its superpixels, 1 shown
 * and 0 hidden, to those of the whole image.
 */
final class LocalSurrogate {

    private LocalSurrogate() {}

    /**
     * One coefficient a superpixel.
     *
     * @param shown for each copy which superpixels it shows
     * @param scores of the copies
     * @param width of the kernel, above 0
     * @param ridge penalty on the squared coefficients, at least 0
     */
    static double[] coefficients(boolean[][] shown, double[] scores, double width, double ridge) {
        double[][] rows = new double[shown.length][];
        double[] weights = new double[shown.length];
        for (int k = 0; k < shown.length; k++) {
            rows[k] = row(shown[k]);
            weights[k] = weight(shown[k], width);
        }
        double[] fit = WeightedRegression.regress(rows, scores, weights, ridge);
        return Arrays.copyOfRange(fit, 1, fit.length);
    }

    private static double[] row(boolean[] shown) {
        double[] row = new double[shown.length + 1];
        row[0] = 1;
        for (int j = 0; j < shown.length; j++) {
            row[j + 1] = shown[j] ? 1 : 0;
        }
        return row;
    }

    private static double weight(boolean[] shown, double width) {
        double distance = 1 - Math.sqrt(count(shown) / (double) shown.length);
        return Math.sqrt(Math.exp(-distance * distance / (width * width)));
    }

    private static int count(boolean[] shown) {
        int count = 0;
        for (boolean one : shown) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
