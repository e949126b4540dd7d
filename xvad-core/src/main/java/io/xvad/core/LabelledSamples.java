package io.xvad.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Samples with labels, both read when asked for. */
public interface LabelledSamples extends Samples {

    /**
     * The label of one sample.
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws XvadDataException if its mask cannot be read
     */
    Label label(int index);

    /** No samples. */
    static LabelledSamples none() {
        return of(List.of(), List.of());
    }

    /**
     * Samples already in memory.
     *
     * @param labels one a sample, in their order
     * @throws IllegalArgumentException if there are more or fewer labels than samples, or a label does not suit its
     *     sample; see {@link Label#requireSuits}
     */
    static LabelledSamples of(List<? extends Sample> samples, List<Label> labels) {
        if (samples.size() != labels.size()) {
            throw new IllegalArgumentException(samples.size() + " samples need as many labels, got " + labels.size());
        }
        for (int i = 0; i < labels.size(); i++) {
            labels.get(i).requireSuits(samples.get(i));
        }
        Samples inMemory = Samples.of(samples);
        List<Label> copy = List.copyOf(labels);
        return new LabelledSamples() {
            @Override
            public int size() {
                return copy.size();
            }

            @Override
            public Sample get(int index) {
                return inMemory.get(index);
            }

            @Override
            public Label label(int index) {
                return copy.get(index);
            }
        };
    }

    @Override
    default LabelledSamples select(int... indices) {
        int[] chosen = indices.clone();
        for (int index : chosen) {
            Objects.checkIndex(index, size());
        }
        LabelledSamples all = this;
        return new LabelledSamples() {
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
            public Label label(int index) {
                return all.label(chosen[index]);
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
}
