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
import io.xvad.core.progress.Cancellation;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.GaussianSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * SmoothGrad (Smilkov et al., 2017, "SmoothGrad: Removing Noise by Adding Noise"): the mean gradient over copies with
 * Gaussian noise; absolute values of the mean, summed over channels.
 */
public final class SmoothGradExplainer implements Explainer {

    public static final OptionSpec<Integer> COPIES =
            OptionSpec.integer("copies", 16, 1, 10_000, "Noisy copies; each costs a gradient");
    public static final OptionSpec<Double> NOISE =
            OptionSpec.decimal("noise", 0.05, 1e-6, 1, "Standard deviation of the noise, samples being in [0, 1]");

    @Override
    public String name() {
        return "smooth-grad";
    }

    @Override
    public String description() {
        return "Averages the gradient over noisy copies (Smilkov et al. 2017)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(COPIES, NOISE);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        SharedStateContinuousSampler noise = GaussianSampler.of(
                ZigguratSampler.NormalizedGaussian.of(random),
                0,
                request.options().get(NOISE));
        int copies = request.options().get(COPIES);
        double[] sums = new double[image.channels() * image.height() * image.width()];
        for (int copy = 0; copy < copies; copy++) {
            Cancellation.check();
            float[] values = image.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.max(0, Math.min(1, values[i] + noise.sample()));
            }
            double[] gradient = ChannelSums.of(detector.inputGradient(
                    Image.of(image.id(), image.channels(), image.height(), image.width(), values)));
            for (int i = 0; i < sums.length; i++) {
                sums[i] += gradient[i] / copies;
            }
            request.progress().progressed("gradients", copy + 1L, copies);
        }
        AnomalyMap map = ChannelSums.absolute(sums, image);
        return List.of(new Saliency(0, map, false));
    }
}
