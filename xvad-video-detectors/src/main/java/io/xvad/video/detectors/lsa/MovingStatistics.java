package io.xvad.video.detectors.lsa;

import java.util.Arrays;

/**
 * Means and variances that follow those of the rows that are seen, as in batch normalisation (Ioffe and Szegedy 2015).
 *
 * @param mean of each column
 * @param variance of each column about the moving mean, above 0
 */
record MovingStatistics(float[] mean, float[] variance) {

    private static final float LEAST = 1e-6f;

    /** The statistics of these rows alone. */
    static MovingStatistics of(float[] rows, int columns) {
        float[] mean = new float[columns];
        float[] ones = new float[columns];
        Arrays.fill(ones, 1);
        return new MovingStatistics(mean, ones).after(rows, 0).after(rows, 0);
    }

    /**
     * After some more rows.
     *
     * @param kept share of what was before; 0 for none
     */
    MovingStatistics after(float[] rows, double kept) {
        int columns = mean.length;
        int count = rows.length / columns;
        double[] sums = new double[columns];
        double[] squares = new double[columns];
        for (int i = 0; i < rows.length; i++) {
            int column = i % columns;
            sums[column] += rows[i];
            squares[column] += Math.pow(rows[i] - mean[column], 2);
        }
        float[] newMean = new float[columns];
        float[] newVariance = new float[columns];
        for (int column = 0; column < columns; column++) {
            newMean[column] = (float) (kept * mean[column] + (1 - kept) * sums[column] / count);
            double seen = (1 - kept) * squares[column] / count;
            newVariance[column] = Math.max(LEAST, (float) (kept * variance[column] + seen));
        }
        return new MovingStatistics(newMean, newVariance);
    }
}
