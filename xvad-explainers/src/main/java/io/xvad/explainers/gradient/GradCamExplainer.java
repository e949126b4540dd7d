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
 * Grad-CAM (Selvaraju et al., 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", equations 1 and 2): the
 * channels of a layer, weighted by their mean gradient, are summed and cut at 0.
 */
public final class GradCamExplainer implements Explainer {

    public static final OptionSpec<String> LAYER = ClassActivationMap.LAYER;

    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public String description() {
        return "Weighs the channels of a layer by their mean gradient (Selvaraju et al. 2017)";
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
        return ClassActivationMap.evidence(fitted, sample, request, ClassActivationMap::meanGradient);
    }
}
