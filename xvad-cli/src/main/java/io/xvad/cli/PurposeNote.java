package io.xvad.cli;

import io.xvad.core.Determinism;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Detector;
import java.util.Optional;

/**
 * What is to be said of a detector whose {@link Purpose} is not plainly inspection.
 *
 * @param mark stands beside its name
 * @param meaning why it is marked, and what to do
 */
record PurposeNote(String mark, String meaning) {

    /** Why a detector of images is for comparison only, and which detector to take instead. */
    static final String OF_IMAGES =
            "with its defaults no better than a yardstick on some of the data it was measured on"
                    + " (docs/measurements/detectors.md); to find defects take patchcore or padim";

    /** Why a detector of clips is for comparison only, and which detector to take instead. */
    static final String OF_CLIPS =
            "with its defaults no better than the speed of what moves, or than exemplars, on what it was measured on"
                    + " (docs/measurements/video.md); to watch a camera take attributes or exemplars";

    /** Why a detector on weights of the user's was not measured. */
    static final String OF_WEIGHTS =
            "needs weights that you bring (docs/weights.md) and was not measured here; measure it on images of yours";

    /** Why a detector that asks a language model was not measured. */
    static final String OF_ENDPOINTS =
            "asks a language model that you name (docs/language.md), to which your images are sent, and was not measured here;"
                    + " measure it on images of yours";

    /** The note of a detector; empty for one that was measured and did well. */
    static Optional<PurposeNote> of(Detector detector) {
        return switch (detector.purpose()) {
            case INSPECTION -> Optional.empty();
            case COMPARISON ->
                Optional.of(new PurposeNote(
                        "for comparison only",
                        detector.sampleKinds().contains(SampleKind.IMAGE) ? OF_IMAGES : OF_CLIPS));
            case UNMEASURED ->
                Optional.of(new PurposeNote(
                        "not measured", detector.determinism() == Determinism.RECORDED ? OF_ENDPOINTS : OF_WEIGHTS));
        };
    }

    /** A line for those who fit it. */
    String warning(Detector detector) {
        return detector.name() + " is " + mark + ": " + meaning;
    }
}
