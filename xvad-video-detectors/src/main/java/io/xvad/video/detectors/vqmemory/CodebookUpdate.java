package io.xvad.video.detectors.vqmemory;

/**
 * How codes follow their features by exponential moving averages (van den Oord et al., 2017, appendix A.1), the counts smoothed
 * as by Laplace. A code without features stays about where it is until its count is as small as what smooths it.
 *
 * @param counts how many features each code has had
 * @param sums the sum of its features, {@code codes * channels} values
 * @param codes sums divided by counts
 */
record CodebookUpdate(float[] counts, float[] sums, float[] codes) {

    private static final double LEAST = 1e-5;

    /** The averages after more features, rows as long as a code, each of which has a nearest code. */
    CodebookUpdate after(float[] features, float[] nearest, double decay) {
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
