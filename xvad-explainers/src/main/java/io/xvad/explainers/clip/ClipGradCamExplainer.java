package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.explainers.gradient.ClassActivationMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Grad-CAM of the scores of single frames (Selvaraju et al., 2017, "Grad-CAM: Visual Explanations from Deep Networks via
 * Gradient-based Localization", equations 1 and 2): the channels of a layer, each weighted by the mean derivative of the frame's score
 * before smoothing, are summed and cut at 0. One map a frame, in the order of the frames' scores; frames before the first full window
 * have no score of their own and so no map. Costs a gradient a frame.
 */
public final class ClipGradCamExplainer implements Explainer {

    public static final OptionSpec<String> LAYER = ClassActivationMap.LAYER;
    public static final OptionSpec<Integer> FRAMES = OptionSpec.integer(
            "frames", 10, 0, Integer.MAX_VALUE, "Frames to explain, those of highest score first; 0 for all");

    @Override
    public String name() {
        return "clip-grad-cam";
    }

    @Override
    public String description() {
        return "Weighs the channels of a layer by the mean gradient of a frame's score (Selvaraju et al. 2017)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FRAMES, LAYER);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(DifferentiatesFrames.class, ScoresFrames.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        DifferentiatesFrames network =
                fitted.capability(DifferentiatesFrames.class).orElseThrow();
        List<ScoredFrame> scored =
                fitted.capability(ScoresFrames.class).orElseThrow().scored(clip);
        int asked = request.options().get(FRAMES);
        int first = Math.min(network.windowLength(), scored.size()) - 1;
        List<ScoredFrame> top = TopFrames.of(
                scored.subList(first, scored.size()), ScoredFrame::score, asked == 0 ? Integer.MAX_VALUE : asked, 0);
        String layer = ClassActivationMap.layer(network.activations(), request);
        List<Evidence> evidence = new ArrayList<>();
        for (ScoredFrame frame : top) {
            Cancellation.check();
            int index = Math.toIntExact(frame.frame().index());
            List<Frame> window = window(Frame.of(clip), index, network.windowLength());
            AnomalyMap map =
                    ClassActivationMap.gradCam(network.activationGradient(window, layer), clip.height(), clip.width());
            evidence.add(new Saliency(index, map, false));
            request.progress().progressed("frames", evidence.size(), top.size());
        }
        return evidence;
    }

    /** The frames up to one; copies of the first stand before a clip that is too short. */
    private static List<Frame> window(List<Frame> frames, int last, int length) {
        int missing = Math.max(0, length - 1 - last);
        List<Frame> window = new ArrayList<>(Collections.nCopies(missing, frames.get(0)));
        window.addAll(frames.subList(last + 1 - length + missing, last + 1));
        return window;
    }
}
