package io.xvad.explainers.gradient;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Set;

/**
 * HiResCAM (Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks"):
 * gradient times activation, cell by cell, summed over channels and cut at 0.
 */
public final class HiResCamExplainer implements Explainer {

    public static final OptionSpec<String> LAYER = ClassActivationMap.LAYER;

    @Override
    public String name() {
        return "hires-cam";
    }

    @Override
    public String description() {
        return "Multiplies gradient and activation place by place (Draelos and Carin 2020)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(LAYER);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        return ClassActivationMap.evidence(fitted, sample, request, ClassActivationMap::gradient);
    }
}
