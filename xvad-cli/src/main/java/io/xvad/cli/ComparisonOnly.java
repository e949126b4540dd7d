package io.xvad.cli;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;

/** The mark and the warning of detectors whose {@link Purpose} is comparison. */
final class ComparisonOnly {

    /** Beside its name. */
    static final String MARK = "(for comparison only)";

    /** What the mark means of a detector of images, and what to take. */
    static final String OF_IMAGES =
            "with its defaults no better than a yardstick on some of the data it was measured on"
                    + " (docs/measurements/detectors.md); to find defects take patchcore or padim";

    /** The same of one of clips. */
    static final String OF_CLIPS =
            "with its defaults worse than the speed of what moves, on the footage it was measured on"
                    + " (docs/measurements/video.md); to watch a camera take attributes or exemplars";

    private ComparisonOnly() {}

    static boolean is(Detector detector) {
        return detector.purpose() == Purpose.COMPARISON;
    }

    /** What the mark means of a detector that has it. */
    static String meaning(Detector detector) {
        return detector.sampleKinds().contains(SampleKind.IMAGE) ? OF_IMAGES : OF_CLIPS;
    }

    /** A line for those who fit it. */
    static String warning(Detector detector) {
        return detector.name() + " is for comparison only: " + meaning(detector);
    }
}
