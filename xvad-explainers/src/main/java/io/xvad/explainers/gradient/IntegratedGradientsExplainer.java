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
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Set;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks", equation 1), by the midpoint
 * rule. The baseline is the image restored where it is strange, if the detector makes normal versions, else black. The attributions add up to the
 * difference of the scores, within the error of the sum.
 */
public final class IntegratedGradientsExplainer implements Explainer {

    public static final OptionSpec<Integer> STEPS =
            OptionSpec.integer("steps", 32, 1, 10_000, "Steps from baseline to image; each costs a gradient");

    @Override
    public String name() {
        return "integrated-gradients";
    }

    @Override
    public String description() {
        return "Divides the score above that of a normal version among the pixels (Sundararajan et al. 2017)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(STEPS);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        Image baseline = BaselinePath.baseline(fitted, image, detection);
        int steps = request.options().get(STEPS);
        double[] sums = new double[image.channels() * image.height() * image.width()];
        for (int step = 0; step < steps; step++) {
            BaselinePath.add(detector, baseline, image, (step + 0.5) / steps, 1.0 / steps, sums);
            request.progress().progressed("gradients", step + 1L, steps);
        }
        AnomalyMap map = ChannelSums.signed(sums, image);
        return List.of(new Saliency(0, map, true));
    }
}
