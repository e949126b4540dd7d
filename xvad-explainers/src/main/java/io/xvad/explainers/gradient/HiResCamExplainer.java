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

/** HiResCAM (Draelos and Carin 2020, equation 6). */
public final class HiResCamExplainer implements Explainer {

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
        return List.of(Cam.LAYER);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        return Cam.evidence(fitted, sample, request, Cam::gradient);
    }
}
