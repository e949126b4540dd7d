package io.xvad.explainers.restoration;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;

/**
 * The normal version that explainers and measures put in place of what is strange.
 *
 * @param image the version, with the geometry of the image it is of
 * @param detections how many scores it took, at most 20
 */
public record NormalVersion(Image image, int detections) {

    /**
     * The image restored where the detector finds it strange; of a detector that gives no maps the normal version of the whole image.
     *
     * @param fitted the detector that made {@code detection}, with the capability {@link Reconstructs}
     * @throws IllegalArgumentException if the detector makes no normal versions
     */
    public static NormalVersion of(FittedDetector fitted, Image image, Detection detection) {
        if (detection.hasMaps()) {
            Restoration restoration = Restoration.of(fitted, image, detection);
            return new NormalVersion(restoration.normal(), restoration.detections());
        }
        return whole(fitted, image);
    }

    /**
     * The normal version of the whole image, as the detector makes it: its reconstruction, or the normal image nearest to it.
     *
     * @throws IllegalArgumentException if the detector makes no normal versions
     */
    public static NormalVersion whole(FittedDetector fitted, Image image) {
        return new NormalVersion(maker(fitted).reconstruct(image), 0);
    }

    /** What makes normal versions for a detector. */
    static Reconstructs maker(FittedDetector fitted) {
        return fitted.capability(Reconstructs.class)
                .orElseThrow(() -> new IllegalArgumentException("a detector that makes normal versions is needed, got '"
                        + fitted.provenance().detector() + "'"));
    }
}
