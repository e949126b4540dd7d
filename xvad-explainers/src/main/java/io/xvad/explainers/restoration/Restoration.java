package io.xvad.explainers.restoration;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An image beside a normal version of it, which differs from it where the detector finds it strange and nowhere else.
 *
 * @param image what was scored
 * @param normal the normal version, with the geometry of the image; outside of {@code region} it shows the same
 * @param region where the normal version was put in
 * @param scoreBefore score of the image
 * @param scoreAfter score of the normal version
 * @param threshold scores above it are anomalous; empty if the detector does not decide
 * @param versions all normal versions of {@code region} that were compared, the best first, {@code normal} among them
 * @param detections how many scores it took
 */
public record Restoration(
        Image image,
        Image normal,
        Mask region,
        double scoreBefore,
        double scoreAfter,
        OptionalDouble threshold,
        List<Image> versions,
        int detections) {

    public Restoration {
        versions = List.copyOf(versions);
    }

    /**
     * Restores an image; costs at most 20 detections.
     *
     * @param fitted the detector that made {@code detection}, with the capability {@link Reconstructs}
     * @param detection of the image, with a map
     * @throws IllegalArgumentException if there is no map, or the detector makes no normal versions
     */
    public static Restoration of(FittedDetector fitted, Image image, Detection detection) {
        return new Restorer(fitted, image, detection).restored();
    }

    /** Whether images of a calibrated detector can be restored: it gives maps and makes normal versions. */
    public static boolean isPossible(FittedDetector fitted) {
        return fitted.capability(Reconstructs.class).isPresent()
                && fitted.capability(MapScale.class).isPresent();
    }

    /** Whether the normal version counts as normal: its score is not above the threshold. */
    public boolean isNormal() {
        return threshold.isPresent() && scoreAfter <= threshold.getAsDouble();
    }
}
