package io.xvad.foundation.tokens;

/**
 * Spreads scores of square windows over the patches that they cover, by the harmonic mean, so that a single window that finds nothing pulls a patch down (Jeong
 * et al. 2023, section 4.2).
 */
public final class HarmonicSpread {

    private HarmonicSpread() {}

    /**
     * Spreads the scores of all windows of a grid, stride 1.
     *
     * @param scores of the windows, row by row, at least 0
     * @param window patches along a side of a window
     * @param side patches along a side of the grid
     * @return a value for each patch; 0 where a window's score is 0
     */
    public static float[] of(float[] scores, int window, int side) {
        int windows = side - window + 1;
        double[] inverse = new double[side * side];
        int[] count = new int[side * side];
        for (int i = 0; i < scores.length; i++) {
            for (int y = i / windows; y < i / windows + window; y++) {
                for (int x = i % windows; x < i % windows + window; x++) {
                    inverse[y * side + x] += 1 / (double) scores[i];
                    count[y * side + x]++;
                }
            }
        }
        float[] spread = new float[side * side];
        for (int patch = 0; patch < spread.length; patch++) {
            spread[patch] = (float) (count[patch] / inverse[patch]);
        }
        return spread;
    }

    /**
     * The harmonic mean of several maps, place by place.
     *
     * @param maps of one size, values at least 0
     */
    public static float[] mean(float[]... maps) {
        float[] mean = new float[maps[0].length];
        for (int i = 0; i < mean.length; i++) {
            double inverse = 0;
            for (float[] map : maps) {
                inverse += 1 / (double) map[i];
            }
            mean[i] = (float) (maps.length / inverse);
        }
        return mean;
    }
}
