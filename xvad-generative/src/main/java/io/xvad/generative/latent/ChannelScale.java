package io.xvad.generative.latent;

/** Mean and standard deviation of each channel over latents. Not thread-safe. */
final class ChannelScale {

    private static final double SMALLEST = 1e-6;

    private final double[] sums;
    private final double[] squares;
    private long places;

    ChannelScale(int channels) {
        sums = new double[channels];
        squares = new double[channels];
    }

    /** Adds a latent, channel after channel. */
    void add(float[] latent) {
        int area = latent.length / sums.length;
        for (int i = 0; i < latent.length; i++) {
            sums[i / area] += latent[i];
            squares[i / area] += (double) latent[i] * latent[i];
        }
        places += area;
    }

    float[] means() {
        float[] means = new float[sums.length];
        for (int c = 0; c < means.length; c++) {
            means[c] = (float) (sums[c] / places);
        }
        return means;
    }

    float[] deviations() {
        float[] deviations = new float[sums.length];
        for (int c = 0; c < deviations.length; c++) {
            double mean = sums[c] / places;
            double variance = squares[c] / places - mean * mean;
            deviations[c] = (float) Math.max(SMALLEST, Math.sqrt(Math.max(0, variance)));
        }
        return deviations;
    }
}
