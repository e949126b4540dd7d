package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Pixels in order of saliency. */
final class SalientOrder {

    private SalientOrder() {}

    /** Indices of the pixels, the most salient first; equal ones in random order. */
    static int[] descending(AnomalyMap saliency, long seed) {
        float[] values = saliency.toArray();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int[] shuffled = new int[values.length];
        for (int i = 0; i < shuffled.length; i++) {
            int j = random.nextInt(i + 1);
            shuffled[i] = shuffled[j];
            shuffled[j] = i;
        }
        return Arrays.stream(shuffled)
                .boxed()
                .sorted((a, b) -> Float.compare(values[b], values[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
