package io.xvad.evaluation.randomised;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Shuffles values in an order that follows from a seed and the values themselves. */
final class Shuffle {

    private Shuffle() {}

    /** Tells arrays of other values apart, but for chance. */
    static long key(float[] values) {
        return 31L * values.length + Arrays.hashCode(values);
    }

    /** A shuffled copy (Fisher and Yates). */
    static float[] of(float[] values, long seed) {
        float[] shuffled = values.clone();
        SplittableRandom random = new SplittableRandom(seed ^ key(values));
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        return shuffled;
    }
}
