package io.xvad.core.detect;

import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What of a training set a detector leaves alone. */
final class UnusedParts {

    private UnusedParts() {}

    /** In words, with numbers; empty if it can use all. */
    static List<String> of(Detector detector, TrainingSet data) {
        List<String> unused = new ArrayList<>();
        add(unused, detector, Supervision::usesLabelled, data.labelled().size(), "labelled samples");
        add(unused, detector, Supervision::usesUnlabelled, data.unlabelled().size(), "unlabelled samples");
        add(unused, detector, Supervision::usesAuxiliary, data.auxiliary().size(), "auxiliary samples");
        return unused;
    }

    private static void add(
            List<String> unused, Detector detector, Predicate<Supervision> uses, int size, String what) {
        if (size > 0 && detector.supervision().stream().noneMatch(uses)) {
            unused.add("the " + size + " " + what + " of this training set");
        }
    }
}
