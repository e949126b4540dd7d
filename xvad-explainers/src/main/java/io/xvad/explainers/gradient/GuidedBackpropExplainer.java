package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import java.util.List;
import java.util.Set;

/**
 * Guided backpropagation (Springenberg et al., 2015, "Striving for Simplicity: The All Convolutional Net"): absolute
 * values, summed over channels.
 */
public final class GuidedBackpropExplainer implements Explainer {

    @Override
    public String name() {
        return "guided-backprop";
    }

    @Override
    public String description() {
        return "Shows the gradient with rectifiers that let only positive gradients pass (Springenberg et al. 2015)";
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(GuidesGradients.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        GuidesGradients detector = fitted.capability(GuidesGradients.class).orElseThrow();
        AnomalyMap map = ChannelSums.absolute(ChannelSums.of(detector.guidedGradient(image)), image);
        return List.of(new Saliency(0, map, false));
    }
}
