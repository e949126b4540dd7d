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
 * Input times gradient (Shrikumar et al., 2016, "Not Just a Black Box: Learning Important Features Through Propagating Activation
 * Differences"), summed over channels.
 */
public final class InputTimesGradientExplainer implements Explainer {

    @Override
    public String name() {
        return "input-x-gradient";
    }

    @Override
    public String description() {
        return "Shows each pixel times its gradient (Shrikumar et al. 2016)";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        double[] gradient = ChannelSums.of(detector.inputGradient(image));
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= image.buffer().get(i);
        }
        AnomalyMap map = ChannelSums.signed(gradient, image);
        return List.of(new Saliency(0, map, true));
    }
}
