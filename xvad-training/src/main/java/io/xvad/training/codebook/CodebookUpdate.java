package io.xvad.training.codebook;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * How codes follow their features by exponential moving averages (van den Oord et al., 2017, appendix A.1), the counts smoothed
 * as by Laplace. A code that has lost its features begins again at one of the latest (Dhariwal et al. 2020, "Jukebox: A Generative
 * Model for Music", section 3.1).
 *
 * @param counts how many features each code has had
 * @param sums the sum of its features, {@code codes * channels} values
 * @param codes sums divided by counts
 */
public record CodebookUpdate(float[] counts, float[] sums, float[] codes) {

    private static final double LEAST = 1e-5;

    /** The averages after more features, rows as long as a code, each of which has a nearest code. */
    public CodebookUpdate after(float[] features, float[] nearest, double decay) {
        int channels = sums.length / counts.length;
        float[] newCounts = decayed(counts, decay);
        float[] newSums = decayed(sums, decay);
        for (int row = 0; row < nearest.length; row++) {
            int code = (int) nearest[row];
            newCounts[code] += (float) (1 - decay);
            for (int c = 0; c < channels; c++) {
                newSums[code * channels + c] += (float) ((1 - decay) * features[row * channels + c]);
            }
        }
        return new CodebookUpdate(newCounts, newSums, divided(newCounts, newSums));
    }

    /**
     * With each code whose count is below the least at a feature that is drawn, as if it had had one a step so far.
     *
     * @param features rows as long as a code
     * @param least features a step, on average; at 0 no code begins again
     */
    public CodebookUpdate restarted(float[] features, double least, UniformRandomProvider random) {
        int channels = sums.length / counts.length;
        DrawnFeatures drawn = new DrawnFeatures(features, channels);
        float[] newCounts = counts.clone();
        float[] newSums = sums.clone();
        float[] newCodes = codes.clone();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] < least) {
                newCounts[code] = 1;
                drawn.copy(random, newCodes, code);
                System.arraycopy(newCodes, code * channels, newSums, code * channels, channels);
            }
        }
        return new CodebookUpdate(newCounts, newSums, newCodes);
    }

    private static float[] decayed(float[] values, double decay) {
        float[] less = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            less[i] = (float) (decay * values[i]);
        }
        return less;
    }

    private static float[] divided(float[] counts, float[] sums) {
        int channels = sums.length / counts.length;
        double total = 0;
        for (float count : counts) {
            total += count;
        }
        float[] codes = new float[sums.length];
        for (int i = 0; i < codes.length; i++) {
            double smoothed = (counts[i / channels] + LEAST) / (total + counts.length * LEAST) * total;
            codes[i] = (float) (sums[i] / smoothed);
        }
        return codes;
    }
}
