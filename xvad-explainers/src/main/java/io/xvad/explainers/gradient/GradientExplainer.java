package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import java.util.List;
import java.util.Set;

/**
 * The gradient of the score (Simonyan, Vedaldi and Zisserman 2014, "Deep Inside Convolutional Networks", section 3): absolute
 * values, summed over channels, where the paper takes the largest.
 */
public final class GradientExplainer implements Explainer {

    @Override
    public String name() {
        return "gradient";
    }

    @Override
    public String description() {
        return "Shows how strongly the score reacts to each pixel (Simonyan et al. 2014)";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        AnomalyMap map = ChannelSums.absolute(ChannelSums.of(detector.inputGradient(image)), image);
        return List.of(new Saliency(0, map, false));
    }
}
