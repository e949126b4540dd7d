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
import java.util.List;
import java.util.Set;

/**
 * The residual: how far each pixel is from the normal version that the detector makes of the image (Bergmann et al., 2019, "Improving
 * Unsupervised Defect Segmentation by Applying Structural Similarity to Autoencoders", section 3). In units of the pixels, [0, 1].
 */
public final class ResidualExplainer implements Explainer {

    @Override
    public String name() {
        return "residual";
    }

    @Override
    public String description() {
        return "Shows how far each pixel is from the normal version the detector makes (Bergmann et al. 2019)";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Image normal = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
        return List.of(new Saliency(0, AbsoluteDifference.of(image, normal), false));
    }
}
