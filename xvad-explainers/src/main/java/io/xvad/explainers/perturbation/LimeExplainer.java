package io.xvad.explainers.perturbation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * LIME (Ribeiro, Singh and Guestrin 2016, "Why Should I Trust You?", section 3.4) over superpixels: a linear model of the score is
 * fitted to copies with random superpixels hidden; its coefficients are divided among the pixels of their superpixel.
 *
 * <p>The paper weighs copies by {@code exp(-D² / width²)} with the L2 distance of images; the image explainer of the authors' package
 * takes the square root of that, the cosine distance of which superpixels are shown, width 0.25 and a ridge of 1. This is the package's
 * way, with two differences: hidden superpixels show the {@link Baseline}, and superpixels are {@link Superpixels}, not quickshift's.
 */
public final class LimeExplainer implements Explainer {

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedScores.MAX_DETECTIONS;
    public static final OptionSpec<Integer> SUPERPIXELS = Superpixels.SUPERPIXELS;
    public static final OptionSpec<String> REPLACEMENT = Baseline.REPLACEMENT;
    public static final OptionSpec<Double> KERNEL_WIDTH =
            OptionSpec.decimal("kernel-width", 0.25, 0.01, 100, "Width of the kernel that weighs copies");
    public static final OptionSpec<Double> RIDGE =
            OptionSpec.decimal("ridge", 1, 0, 1e6, "Penalty on the squared coefficients");

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public String description() {
        return "Fits a linear model of the score to copies with superpixels hidden (Ribeiro et al. 2016)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, SUPERPIXELS, KERNEL_WIDTH, RIDGE, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Superpixels superpixels = Superpixels.of(image, request.options().get(SUPERPIXELS));
        MaskedScores masked = new MaskedScores(fitted, image, Baseline.of(fitted, image, detection, request), request);
        boolean[][] shown = drawn(masked.left(), superpixels.count(), request.seed());
        double[] scores = masked.scores(shown.length, k -> superpixels.mask(shown[k]));
        double[] coefficients = LocalSurrogate.coefficients(
                shown,
                scores,
                request.options().get(KERNEL_WIDTH),
                request.options().get(RIDGE));
        return List.of(
                new Saliency(0, AnomalyMap.of(image.height(), image.width(), superpixels.spread(coefficients)), true));
    }

    /** The whole image first; then each superpixel is shown with probability one half. */
    private static boolean[][] drawn(int count, int superpixels, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        boolean[][] shown = new boolean[count][superpixels];
        Arrays.fill(shown[0], true);
        for (int k = 1; k < count; k++) {
            for (int j = 0; j < superpixels; j++) {
                shown[k][j] = random.nextBoolean();
            }
        }
        return shown;
    }
}
