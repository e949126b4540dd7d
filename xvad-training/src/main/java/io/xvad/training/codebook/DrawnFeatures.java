package io.xvad.training.codebook;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Features from which codes are drawn.
 *
 * @param rows one after the other
 * @param channels of each
 */
record DrawnFeatures(float[] rows, int channels) {

    /** So many of them, drawn with replacement. */
    float[] drawn(int count, UniformRandomProvider random) {
        float[] drawn = new float[count * channels];
        for (int i = 0; i < count; i++) {
            copy(random, drawn, i);
        }
        return drawn;
    }

    /** Copies one that is drawn to a place among codes. */
    void copy(UniformRandomProvider random, float[] codes, int place) {
        int row = random.nextInt(rows.length / channels);
        System.arraycopy(rows, row * channels, codes, place * channels, channels);
    }
}
