package io.xvad.explainers.reconstruction;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.restoration.AbsoluteDifference;
import io.xvad.explainers.restoration.NormalVersion;
import java.util.List;
import java.util.Set;

/**
 * The residual: how far each pixel is from a normal version of the image. That is the image restored where the detector finds it strange
 * ({@link NormalVersion}), or on request the detector's normal version of the whole image, which for a network that reconstructs is
 * the residual of Bergmann et al., 2019, "Improving Unsupervised Defect Segmentation by Applying Structural Similarity to
 * Autoencoders", section 3. In units of the pixels, [0, 1].
 */
public final class ResidualExplainer implements Explainer {

    private static final String RESTORED = "restored";
    private static final String WHOLE = "whole";

    public static final OptionSpec<String> NORMAL_VERSION = OptionSpec.choice(
            "normal-version",
            RESTORED,
            List.of(RESTORED, WHOLE),
            "What the image is compared with: the image restored where it is strange, or the detector's normal version of all of it");

    @Override
    public String name() {
        return "residual";
    }

    @Override
    public String description() {
        return "Shows how far each pixel is from a normal version of the image (Bergmann et al. 2019)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(NORMAL_VERSION);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Image normal = request.options().get(NORMAL_VERSION).equals(WHOLE)
                ? NormalVersion.whole(fitted, image).image()
                : NormalVersion.of(fitted, image, detection).image();
        return List.of(new Saliency(0, AbsoluteDifference.of(image, normal), false));
    }
}
