package io.xvad.explainers.perturbation;

import io.xvad.core.Image;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.metrics.explanation.faithfulness.Replacement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The baseline of perturbations: what stands where parts of an image are hidden. A grey patch is an anomaly itself; so if the
 * detector can make a normal version of the image, that is the baseline (restore to normal).
 */
public final class Baseline {

    private static final String AUTO = "auto";
    private static final String NORMAL = "normal";

    /** The baseline to use; an option of every explainer that hides parts of an image. */
    public static final OptionSpec<String> REPLACEMENT = OptionSpec.choice(
            "replacement",
            AUTO,
            List.of(AUTO, NORMAL, "mean"),
            "What hidden parts are replaced with: a normal version of the image made by the detector, or the mean colour;"
                    + " auto takes the first where the detector can");

    private Baseline() {}

    /**
     * The baseline asked for, with the shape of the image.
     *
     * @throws IllegalArgumentException if a normal version is asked for and the detector cannot make one
     */
    public static Image of(FittedDetector fitted, Image image, ExplainRequest request) {
        String wanted = request.options().get(REPLACEMENT);
        Optional<Reconstructs> normal = fitted.capability(Reconstructs.class);
        if (wanted.equals(NORMAL) && normal.isEmpty()) {
            throw new IllegalArgumentException("option 'replacement': 'normal' needs a detector with the capability"
                    + " Reconstructs, which '" + fitted.provenance().detector() + "' lacks");
        }
        if (wanted.equals(NORMAL) || wanted.equals(AUTO) && normal.isPresent()) {
            return normal.orElseThrow().reconstruct(image);
        }
        boolean[] all = new boolean[image.height() * image.width()];
        Arrays.fill(all, true);
        return Replacement.mean().replace(image, all);
    }
}
