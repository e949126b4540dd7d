package io.xvad.cli;

import io.xvad.core.Purpose;
import io.xvad.core.detect.Detector;

/** The mark and the warning of detectors whose {@link Purpose} is comparison. */
final class ComparisonOnly {

    /** Beside its name. */
    static final String MARK = "(for comparison only)";

    /** What the mark means, and what to take. */
    static final String MEANING = "with its defaults no better than a yardstick on some of the data it was measured on"
            + " (docs/measurements/detectors.md); to find defects take patchcore or padim";

    private ComparisonOnly() {}

    static boolean is(Detector detector) {
        return detector.purpose() == Purpose.COMPARISON;
    }

    /** A line for those who fit it. */
    static String warning(Detector detector) {
        return detector.name() + " is for comparison only: " + MEANING;
    }
}
