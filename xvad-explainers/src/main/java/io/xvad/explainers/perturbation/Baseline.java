package io.xvad.explainers.perturbation;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.restoration.NormalVersion;
import io.xvad.metrics.explanation.faithfulness.Replacement;
import java.util.Arrays;
import java.util.List;

/**
 * The baseline of perturbations: what stands where parts of an image are hidden. A grey patch is an anomaly itself; so if the
 * detector can make normal versions, the baseline is the image restored where it is strange (restore to normal), and what is not
 * strange stays as it is.
 *
 * @param image the baseline, with the shape of the image
 * @param detections how many scores it took, at most 20
 */
public record Baseline(Image image, int detections) {

    private static final String AUTO = "auto";
    private static final String NORMAL = "normal";
    private static final String WHOLE = "whole";

    /** The baseline to use; an option of every explainer that hides parts of an image. */
    public static final OptionSpec<String> REPLACEMENT = OptionSpec.choice(
            "replacement",
            AUTO,
            List.of(AUTO, NORMAL, WHOLE, "mean"),
            "What hidden parts are replaced with: the image restored where it is strange, the detector's normal version of the whole"
                    + " image, or the mean colour; auto takes the first where the detector can");

    /**
     * The baseline asked for, with the shape of the image.
     *
     * @throws IllegalArgumentException if a normal version is asked for and the detector cannot make one
     */
    public static Baseline of(FittedDetector fitted, Image image, Detection detection, ExplainRequest request) {
        String wanted = request.options().get(REPLACEMENT);
        boolean can = fitted.capability(Reconstructs.class).isPresent();
        if (!can && (wanted.equals(NORMAL) || wanted.equals(WHOLE))) {
            throw new IllegalArgumentException(
                    "option 'replacement': '" + wanted + "' needs a detector with the capability"
                            + " Reconstructs, which '" + fitted.provenance().detector() + "' lacks");
        }
        if (wanted.equals(WHOLE)) {
            return of(NormalVersion.whole(fitted, image));
        }
        if (wanted.equals(NORMAL) || wanted.equals(AUTO) && can) {
            return of(NormalVersion.of(fitted, image, detection));
        }
        boolean[] all = new boolean[image.height() * image.width()];
        Arrays.fill(all, true);
        return new Baseline(Replacement.mean().replace(image, all), 0);
    }

    private static Baseline of(NormalVersion version) {
        return new Baseline(version.image(), version.detections());
    }
}
