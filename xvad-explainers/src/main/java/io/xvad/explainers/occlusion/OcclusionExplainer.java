package io.xvad.explainers.occlusion;

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
import io.xvad.core.progress.Cancellation;
import java.util.List;

/**
 * Occlusion (Zeiler and Fergus 2014, section 4.2): a window is covered and the fall of the score is written to the pixels
 * it covers, averaged over all windows that cover a pixel. Positive where a part raises the score. Runs the detector once
 * a window and asks nothing else of it.
 *
 * <p>A grey square on a texture is itself an anomaly; by default a window is therefore covered with what lies beside it,
 * mirrored at the window's edge.
 */
public final class OcclusionExplainer implements Explainer {

    private static final String MIRROR = "mirror";
    private static final String MEAN = "mean";

    private static final OptionSpec<Double> WINDOW = OptionSpec.decimal(
            "window", 0.2, 0.01, 1, "Side of the window as a share of the shorter side of the image");
    private static final OptionSpec<Double> STEP =
            OptionSpec.decimal("step", 0.5, 0.05, 1, "Step from window to window as a share of the window");
    private static final OptionSpec<String> FILL = OptionSpec.choice(
            "fill",
            MIRROR,
            List.of(MIRROR, MEAN),
            "What covers the window: what lies beside it, or the mean colour of the image");

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public String description() {
        return "Shows which parts raise the score by covering them one after another (Zeiler and Fergus 2014)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(WINDOW, STEP, FILL);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = (Image) sample;
        int side =
                Math.max(1, (int) Math.round(request.options().get(WINDOW) * Math.min(image.height(), image.width())));
        int step = Math.max(1, (int) Math.round(request.options().get(STEP) * side));
        Cover cover = request.options().get(FILL).equals(MEAN) ? Cover.mean(image) : Cover.mirror(image);
        List<Window> windows = Window.over(image.height(), image.width(), side, step);
        WindowMean falls = new WindowMean(image.height(), image.width());
        int done = 0;
        for (Window window : windows) {
            Cancellation.check();
            double covered = fitted.detect(cover.over(window)).score();
            falls.add(window, detection.score() - covered);
            request.progress().progressed("occlusion", ++done, windows.size());
        }
        return List.of(new Saliency(0, AnomalyMap.of(image.height(), image.width(), falls.mean()), true));
    }
}
