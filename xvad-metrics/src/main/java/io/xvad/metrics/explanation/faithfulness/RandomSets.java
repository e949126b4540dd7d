package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.AnomalyMap;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Random sets of pixels. */
final class RandomSets {

    private RandomSets() {}

    static List<int[]> draw(AnomalyMap map, int size, int sets, long seed) {
        int pixels = map.height() * map.width();
        if (size < 1 || size > pixels || sets < 2) {
            throw new IllegalArgumentException(
                    "needs sets of 1 to " + pixels + " pixels and at least 2 of them, got " + sets + " of " + size);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        PermutationSampler sampler = new PermutationSampler(random, pixels, size);
        List<int[]> drawn = new ArrayList<>();
        for (int k = 0; k < sets; k++) {
            drawn.add(sampler.sample());
        }
        return drawn;
    }
}
