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

/** Grad-CAM (Selvaraju et al. 2017, equations 1 and 2). */
public final class GradCamExplainer implements Explainer {

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
        return List.of(Cam.LAYER);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        return Cam.evidence(fitted, sample, request, Cam::meanGradient);
    }
}
