package io.xvad.detectors.padim;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/** A random subset of the channels, in ascending order. */
final class ChannelSubset {

    private ChannelSubset() {}

    static int[] draw(int channels, int wanted, long seed) {
        if (wanted >= channels) {
            return IntStream.range(0, channels).toArray();
        }
        int[] drawn = new PermutationSampler(RandomSource.XO_SHI_RO_256_PP.create(seed), channels, wanted).sample();
        Arrays.sort(drawn);
        return drawn;
    }
}
