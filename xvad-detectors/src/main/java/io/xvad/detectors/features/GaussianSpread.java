package io.xvad.detectors.features;

/**
 * Enlarges a plane by a transposed convolution with a fixed Gaussian whose highest value is 1: each value is spread around the centre
 * of its receptive field (Liznerski et al., 2021, algorithm 1). The Gaussian is not cut off where the receptive field ends, which of
 * the packaged backbone's features is 67 pixels away at least. Towards the border fewer values add up, so that a flat plane fades
 * there. Immutable.
 *
 * @param sigma standard deviation in pixels of the large plane
 */
record GaussianSpread(double sigma) {

    float[] apply(float[] plane, int height, int width, int newHeight, int newWidth) {
        double[][] down = weights(height, newHeight);
        double[][] across = weights(width, newWidth);
        double[] half = new double[newHeight * width];
        for (int y = 0; y < newHeight; y++) {
            for (int i = 0; i < height; i++) {
                for (int x = 0; down[y][i] != 0 && x < width; x++) {
                    half[y * width + x] += down[y][i] * plane[i * width + x];
                }
            }
        }
        float[] large = new float[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    sum += across[x][j] * half[y * width + j];
                }
                large[y * newWidth + x] = (float) sum;
            }
        }
        return large;
    }

    /** The weight of each position for each pixel of a line; a Gaussian narrower than half a position is widened. */
    private double[][] weights(int positions, int pixels) {
        double distance = pixels / (double) positions;
        double width = Math.max(sigma, distance / 2);
        double[][] weights = new double[pixels][positions];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < positions; i++) {
                double away = (pixel + 0.5 - (i + 0.5) * distance) / width;
                weights[pixel][i] = Math.exp(-away * away / 2);
            }
        }
        return weights;
    }
}
