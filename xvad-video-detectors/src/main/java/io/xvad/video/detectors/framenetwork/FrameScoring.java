package io.xvad.video.detectors.framenetwork;

import io.xvad.core.option.Options;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a detector with certain options scores a frame: what goes into its network, what is asked of it, and what is made of that.
 * Immutable.
 *
 * @param inputs what goes in
 * @param error how the errors of pixels become a map and a number
 * @param errorWeight weight of that number in the score
 * @param terms the other parts of the score
 * @param items the items of the network's memory, if it has one
 * @param adapting the memory, if it goes on learning
 */
record FrameScoring(
        WindowInputs inputs,
        ErrorScore error,
        double errorWeight,
        List<ScoreTerm> terms,
        Optional<MemoryItems> items,
        Optional<AdaptingMemory> adapting) {

    static FrameScoring of(FrameNetworkDetector detector, Options options) {
        return new FrameScoring(
                new WindowInputs(detector.layout(options), FrameForm.of(options)),
                ErrorScore.of(options, detector.error()),
                detector.errorWeight(options),
                detector.terms(options),
                detector.items(options),
                detector.adapting(options));
    }

    /** Names of all outputs of the network that scoring needs. */
    List<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        names.add(FrameNetwork.ERROR);
        terms.forEach(term -> names.add(term.output()));
        items.ifPresent(some -> names.addAll(List.of(some.nearest(), some.distances())));
        adapting.ifPresent(memory -> names.add(memory.queries()));
        return List.copyOf(names);
    }

    /** The parts of a frame's score: its error in decibels, and then the terms. */
    double[] parts(double decibels, double[] termValues) {
        double[] parts = new double[1 + termValues.length];
        parts[0] = decibels;
        System.arraycopy(termValues, 0, parts, 1, termValues.length);
        return parts;
    }
}
