package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
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
        Image image = (Image) sample;
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        ActivationGradient layer = Cam.layer(detector, image, request);
        int cells = layer.gradient().size(1) * layer.gradient().size(2);
        AnomalyMap map = Cam.map(
                layer.activation(), (channel, cell) -> layer.gradient().buffer().get(channel * cells + cell), image);
        return List.of(new Saliency(0, map, false));
    }
}
