package io.xvad.language.describe;

import io.xvad.core.Box;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Something that was measured, to which a sentence can refer.
 *
 * @param id by which it is referred to: D for the decision, R1 and on for regions, F1 and on for evidence
 * @param what it is about, in words
 * @param place where it is, in pixels of the image, if it is anywhere
 * @param measured its properties
 * @param evidence which piece of the measured evidence it is taken from; empty for one of the detection itself
 */
record Fact(String id, String what, Optional<Box> place, List<Measured> measured, OptionalInt evidence) {

    Fact {
        measured = List.copyOf(measured);
    }

    Optional<Measured> property(String name) {
        return measured.stream().filter(one -> one.property().equals(name)).findFirst();
    }

    /** All numbers that it holds, as a model is told them. */
    DoubleStream numbers() {
        DoubleStream ofPlace = place.stream()
                .flatMapToDouble(box -> DoubleStream.of(
                        box.x(), box.y(), box.width(), box.height(), box.x() + box.width(), box.y() + box.height()));
        Stream<Double> ofProperties = measured.stream()
                .flatMap(one -> Stream.of(Optional.of(one.value()), optional(one.low()), optional(one.high()))
                        .flatMap(Optional::stream));
        return DoubleStream.concat(ofPlace, ofProperties.mapToDouble(Measured::told));
    }

    private static Optional<Double> optional(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
