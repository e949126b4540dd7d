package io.xvad.explainers.perturbation;

/** Averages over windows: for each pixel the mean of the values of all windows that cover it. Not thread-safe. */
public final class WindowMean {

    private final int width;
    private final double[] sums;
    private final int[] counts;

    /** A mean of no windows yet, for an image of this size. */
    public WindowMean(int height, int width) {
        this.width = width;
        this.sums = new double[height * width];
        this.counts = new int[height * width];
    }

    /** Adds a window, which lies inside the image, and its value. */
    public void add(Window window, double value) {
        for (int y = window.y(); y < window.y() + window.height(); y++) {
            for (int x = window.x(); x < window.x() + window.width(); x++) {
                sums[y * width + x] += value;
                counts[y * width + x]++;
            }
        }
    }

    /** The means, row-major; 0 where no window is. */
    public float[] mean() {
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / Math.max(1, counts[i]));
        }
        return mean;
    }
}
