package io.xvad.core.detect;

import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The parts of a training set that a detector cannot use. */
final class UnusedParts {

    private UnusedParts() {}

    /** Describes the unused parts, with their sizes; empty if the detector can use all. */
    static List<String> of(Detector detector, TrainingSet data) {
        List<String> unused = new ArrayList<>();
        add(unused, detector, Supervision::usesLabelled, data.labelled().size(), "labelled");
        add(unused, detector, Supervision::usesUnlabelled, data.unlabelled().size(), "unlabelled");
        add(unused, detector, Supervision::usesAuxiliary, data.auxiliary().size(), "auxiliary");
        return unused;
    }

    private static void add(
            List<String> unused, Detector detector, Predicate<Supervision> uses, int size, String what) {
        if (size > 0 && detector.supervision().stream().noneMatch(uses)) {
            unused.add("the " + what + " part of this training set, of size " + size);
        }
    }
}
