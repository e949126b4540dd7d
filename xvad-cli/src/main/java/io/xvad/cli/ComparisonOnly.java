package io.xvad.cli;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;

/** The mark and the warning of detectors whose {@link Purpose} is comparison. */
final class ComparisonOnly {

    /** Beside its name. */
    static final String MARK = "(for comparison only)";

    /** Why a detector of images is for comparison only, and which detector to take instead. */
    static final String OF_IMAGES =
            "with its defaults no better than a yardstick on some of the data it was measured on"
                    + " (docs/measurements/detectors.md); to find defects take patchcore or padim";

    /** Why a detector of clips is for comparison only, and which detector to take instead. */
    static final String OF_CLIPS =
            "with its defaults worse than the speed of what moves, on the footage it was measured on"
                    + " (docs/measurements/video.md); to watch a camera take attributes or exemplars";

    private ComparisonOnly() {}

    static boolean is(Detector detector) {
        return detector.purpose() == Purpose.COMPARISON;
    }

    /** Why a detector that is for comparison only is so. */
    static String meaning(Detector detector) {
        return detector.sampleKinds().contains(SampleKind.IMAGE) ? OF_IMAGES : OF_CLIPS;
    }

    /** A line for those who fit it. */
    static String warning(Detector detector) {
        return detector.name() + " is for comparison only: " + meaning(detector);
    }
}
