package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Expected gradients (Erion et al., 2021, "Improving Performance of Deep Learning Models with Axiomatic Attribution Priors and
 * Expected Gradients"): integrated gradients averaged over normal images as baselines, by drawing baselines and points on
 * the path. The attributions add up, within the error of sampling, to the score above the mean score of the baselines.
 */
public final class ExpectedGradientsExplainer implements Explainer {

    public static final OptionSpec<Integer> DRAWS =
            OptionSpec.integer("draws", 48, 1, 100_000, "Baselines drawn; each costs a gradient");

    @Override
    public String name() {
        return "expected-gradients";
    }

    @Override
    public String description() {
        return "Integrated gradients averaged over normal images as baselines (Erion et al. 2021)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(DRAWS);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Differentiable.class, RemembersImages.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        List<Image> normals =
                fitted.capability(RemembersImages.class).orElseThrow().normalImages(image);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        int draws = request.options().get(DRAWS);
        double[] sums = new double[image.channels() * image.height() * image.width()];
        for (int draw = 0; draw < draws; draw++) {
            Image baseline = normals.get(random.nextInt(normals.size()));
            double share = (draw + random.nextDouble()) / draws;
            BaselinePath.add(detector, baseline, image, share, 1.0 / draws, sums);
            request.progress().progressed("gradients", draw + 1L, draws);
        }
        AnomalyMap map = ChannelSums.signed(sums, image);
        return List.of(new Saliency(0, map, true));
    }
}
