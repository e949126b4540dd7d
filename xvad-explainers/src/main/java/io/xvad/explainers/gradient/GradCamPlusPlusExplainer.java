package io.xvad.explainers.gradient;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Set;

/**
 * Grad-CAM++ (Chattopadhay et al., 2018, "Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional
 * Networks", equation 19, with the higher derivatives of an exponential of the score). The paper takes activations to be
 * positive; negative ones are left out of its sum.
 */
public final class GradCamPlusPlusExplainer implements Explainer {

    public static final OptionSpec<String> LAYER = ClassActivationMap.LAYER;

    @Override
    public String name() {
        return "grad-cam-plus-plus";
    }

    @Override
    public String description() {
        return "Grad-CAM that weighs each place of a channel for itself (Chattopadhay et al. 2018)";
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
        return ClassActivationMap.evidence(fitted, sample, request, layer -> {
            double[] weights = weights(layer);
            return (channel, cell) -> weights[channel];
        });
    }

    private static double[] weights(ActivationGradient layer) {
        int cells = layer.gradient().size(1) * layer.gradient().size(2);
        double[] weights = new double[layer.gradient().size(0)];
        for (int c = 0; c < weights.length; c++) {
            double sum = 0;
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                sum += Math.max(0, layer.activation().buffer().get(i));
            }
            for (int i = c * cells; i < (c + 1) * cells; i++) {
                double gradient = layer.gradient().buffer().get(i);
                double squared = gradient * gradient;
                double denominator = 2 * squared + sum * squared * gradient;
                weights[c] += denominator == 0 ? 0 : squared / denominator * Math.max(0, gradient);
            }
        }
        return weights;
    }
}
