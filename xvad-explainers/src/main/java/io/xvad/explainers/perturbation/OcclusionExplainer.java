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
import java.util.List;

/**
 * Occlusion (Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks", section 4.2): a window is hidden, and
 * the fall of the score is written to the pixels it covers, averaged over all windows of a size that cover a pixel, then over the
 * sizes. Positive where a part raises the score. Large windows go first; where a size would need more detections than are left, its
 * windows stand further apart, and where that is not enough the size is left out; the largest windows grow instead.
 */
public final class OcclusionExplainer implements Explainer {

    private static final double GROWTH = 1.25;

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedScores.MAX_DETECTIONS;
    public static final OptionSpec<String> REPLACEMENT = Baseline.REPLACEMENT;
    public static final OptionSpec<Double> WINDOW = OptionSpec.decimal(
            "window", 0.3, 0.01, 1, "Side of the largest window as a share of the shorter side of the image");
    public static final OptionSpec<Integer> SCALES =
            OptionSpec.integer("scales", 2, 1, 6, "Window sizes, each half as large as the one before");
    public static final OptionSpec<Double> STEP =
            OptionSpec.decimal("step", 0.5, 0.05, 1, "Step from window to window as a share of the window");

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public String description() {
        return "Shows which parts raise the score by hiding them one after another (Zeiler and Fergus 2014)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, WINDOW, SCALES, STEP, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        MaskedScores masked = new MaskedScores(fitted, image, Baseline.of(fitted, image, detection, request), request);
        double step = request.options().get(STEP);
        double side = request.options().get(WINDOW) * Math.min(image.height(), image.width());
        while (affordable(image, side, step, masked.left()).isEmpty()) {
            side *= GROWTH;
        }
        float[] sums = new float[image.height() * image.width()];
        int scales = 0;
        for (int scale = 0; scale < request.options().get(SCALES); scale++) {
            List<Window> windows = affordable(image, side / (1 << scale), step, masked.left());
            if (!windows.isEmpty()) {
                scales++;
                add(falls(image, windows, masked, detection.score()), sums);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= scales;
        }
        return List.of(new Saliency(0, AnomalyMap.of(image.height(), image.width(), sums), true));
    }

    /** Windows at the step asked for or the next that can be afforded; none if no step can. */
    private static List<Window> affordable(Image image, double wanted, double step, int left) {
        int side = Math.max(1, (int) Math.round(wanted));
        int pixels = Math.max(1, (int) Math.round(step * side));
        List<Window> windows = Window.over(image.height(), image.width(), side, pixels);
        while (windows.size() > left && pixels < side) {
            windows = Window.over(image.height(), image.width(), side, ++pixels);
        }
        return windows.size() > left ? List.of() : windows;
    }

    private static float[] falls(Image image, List<Window> windows, MaskedScores masked, double score) {
        double[] scores = masked.scores(windows.size(), k -> windows.get(k).mask(image.height(), image.width()));
        WindowMean falls = new WindowMean(image.height(), image.width());
        for (int k = 0; k < scores.length; k++) {
            falls.add(windows.get(k), score - scores[k]);
        }
        return falls.mean();
    }

    private static void add(float[] values, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }
}
