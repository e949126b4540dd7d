package io.xvad.video.detectors.ctr;

import java.util.Arrays;

/**
 * Which snippets of a sequence are there, and which of them a snippet is related to: itself and those at most {@code reach} before it.
 *
 * @param length of the sequence
 * @param reach m
 */
record CtrWindow(int length, int reach) {

    private static final float NEVER = -1e9f;

    /**
     * Added to the likeness of the snippets i and j before the soft-max, at {@code i * length + j}: 0 where i is related to j, else so little that nothing is left.
     *
     * @param first place of the first snippet that is there
     * @param end place after the last
     */
    float[] admitted(int first, int end) {
        float[] admitted = new float[length * length];
        Arrays.fill(admitted, NEVER);
        for (int i = 0; i < length; i++) {
            admitted[i * length + i] = 0;
            for (int j = Math.max(first, i - reach); j <= i && j < end; j++) {
                admitted[i * length + j] = 0;
            }
        }
        return admitted;
    }

    /** 1 where a snippet is, 0 where none is. */
    float[] present(int first, int end) {
        float[] present = new float[length];
        Arrays.fill(present, first, end, 1);
        return present;
    }
}
