package io.xvad.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Examples to train on, and some held out that tell when training should stop. Immutable.
 *
 * @param train in their order
 * @param heldOut in their order; empty if there are too few
 * @param <E> an example
 */
public record Split<E>(List<E> train, List<E> heldOut) {

    private static final long STREAM = 0x5EED_0F_5711L;

    public Split {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * Holds out as many as {@link BatchLearner#heldOut} says, drawn by the seed: of lists of one length the same places.
     */
    public static <E> Split<E> drawn(List<E> examples, long seed) {
        int count = BatchLearner.heldOut(examples.size());
        if (count == 0) {
            return new Split<>(examples, List.of());
        }
        int[] places = new PermutationSampler(random(seed), examples.size(), count).sample();
        Arrays.sort(places);
        return at(examples, place -> Arrays.binarySearch(places, place) >= 0);
    }

    /**
     * The same of examples whose neighbours are alike, such as the frames of a video: those held out follow one another, so
     * that few of them have a neighbour that is trained on; where they begin is drawn by the seed.
     */
    public static <E> Split<E> drawnInARow(List<E> examples, long seed) {
        int count = BatchLearner.heldOut(examples.size());
        int first = random(seed).nextInt(examples.size() - count + 1);
        return at(examples, place -> place >= first && place < first + count);
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed ^ STREAM);
    }

    private static <E> Split<E> at(List<E> examples, IntPredicate isHeldOut) {
        List<E> train = new ArrayList<>();
        List<E> heldOut = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            (isHeldOut.test(i) ? heldOut : train).add(examples.get(i));
        }
        return new Split<>(train, heldOut);
    }
}
