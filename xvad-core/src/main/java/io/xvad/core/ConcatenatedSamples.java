package io.xvad.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Several sequences of samples, one after the other. */
final class ConcatenatedSamples implements Samples {

    private final List<Samples> parts;

    ConcatenatedSamples(List<? extends Samples> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public int size() {
        return parts.stream().mapToInt(Samples::size).reduce(0, Math::addExact);
    }

    @Override
    public Sample get(int index) {
        return within(index, Samples::get);
    }

    @Override
    public void eachFrame(int index, Consumer<Image> taker) {
        within(index, (part, place) -> {
            part.eachFrame(place, taker);
            return place;
        });
    }

    @Override
    public String id(int index) {
        return within(index, Samples::id);
    }

    @Override
    public Optional<String> category(int index) {
        return within(index, Samples::category);
    }

    @Override
    public Optional<Instant> time(int index) {
        return within(index, Samples::time);
    }

    private <T> T within(int index, BiFunction<Samples, Integer, T> asked) {
        int rest = Objects.checkIndex(index, size());
        for (Samples part : parts) {
            if (rest < part.size()) {
                return asked.apply(part, rest);
            }
            rest -= part.size();
        }
        throw new IndexOutOfBoundsException(index);
    }
}
