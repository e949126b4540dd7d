package io.xvad.foundation.tokens;

import java.util.Arrays;

/** The mean of the largest hundredth of some values, which stands for an image where its maximum would rest on a single place. */
public final class LargestShare {

    private static final double SHARE = 0.01;

    private LargestShare() {}

    /** Their mean; of fewer than a hundred values, the largest. */
    public static double mean(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = Math.max(1, (int) (sorted.length * SHARE));
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return sum / count;
    }
}
