package io.xvad.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A sequence of samples that are read when asked for, so that a training set need not fit in memory. The order is
 * stable and {@code get} may be called again, from several threads.
 */
public interface Samples {

    /** Number of samples, at least 0. */
    int size();

    /**
     * Reads one sample.
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws XvadDataException if it cannot be read
     */
    Sample get(int index);

    /**
     * Hands on the frames of a clip one after the other; where samples are read from videos, without having all of them in memory.
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IllegalArgumentException if the sample is an image
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws XvadDataException if it cannot be read
     */
    default void eachFrame(int index, Consumer<Image> taker) {
        get(index).requireClip().frames().forEach(taker);
    }

    /** The id of a sample, without reading it where that is possible. */
    default String id(int index) {
        return get(index).id();
    }

    /** The category of the thing a sample shows, such as "bottle", where samples of several categories are learned together. */
    default Optional<String> category(int index) {
        return Optional.empty();
    }

    /** When a sample was recorded, where that is known; of a file, when it was last changed. */
    default Optional<Instant> time(int index) {
        return Optional.empty();
    }

    /** Samples already in memory. */
    static Samples of(List<? extends Sample> samples) {
        List<Sample> copy = List.copyOf(samples);
        return new Samples() {
            @Override
            public int size() {
                return copy.size();
            }

            @Override
            public Sample get(int index) {
                return copy.get(index);
            }
        };
    }

    /** The samples of several sequences, one sequence after the other. */
    static Samples concat(List<? extends Samples> parts) {
        return new ConcatenatedSamples(parts);
    }

    /**
     * Some of these samples, in the order of {@code indices}.
     *
     * @throws IndexOutOfBoundsException if an index is not that of a sample
     */
    default Samples select(int... indices) {
        int[] chosen = indices.clone();
        for (int index : chosen) {
            Objects.checkIndex(index, size());
        }
        Samples all = this;
        return new Samples() {
            @Override
            public int size() {
                return chosen.length;
            }

            @Override
            public Sample get(int index) {
                return all.get(chosen[index]);
            }

            @Override
            public void eachFrame(int index, Consumer<Image> taker) {
                all.eachFrame(chosen[index], taker);
            }

            @Override
            public String id(int index) {
                return all.id(chosen[index]);
            }

            @Override
            public Optional<String> category(int index) {
                return all.category(chosen[index]);
            }

            @Override
            public Optional<Instant> time(int index) {
                return all.time(chosen[index]);
            }
        };
    }

    /** The same samples, all of one category. */
    default Samples withCategory(String category) {
        Samples all = this;
        return new Samples() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public Sample get(int index) {
                return all.get(index);
            }

            @Override
            public void eachFrame(int index, Consumer<Image> taker) {
                all.eachFrame(index, taker);
            }

            @Override
            public String id(int index) {
                return all.id(index);
            }

            @Override
            public Optional<String> category(int index) {
                Objects.checkIndex(index, size());
                return Optional.of(category);
            }

            @Override
            public Optional<Instant> time(int index) {
                return all.time(index);
            }
        };
    }
}
