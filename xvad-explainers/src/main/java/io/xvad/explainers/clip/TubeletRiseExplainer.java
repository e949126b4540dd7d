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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * RISE in space and time, after Petsiuk, Das and Saenko (2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models",
 * section 3.2): random masks that are smooth in rows, columns and time, and for each pixel of each frame the mean score over the masks,
 * weighted by how much of the pixel they show, less the mean over all masks. Positive where a pixel's presence raises the score, in units
 * of the score; one map a frame.
 */
public final class TubeletRiseExplainer implements Explainer {

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedClips.MAX_DETECTIONS;
    public static final OptionSpec<String> EXPLAINED = ExplainedScore.EXPLAINED;
    public static final OptionSpec<String> REPLACEMENT = ClipBaseline.REPLACEMENT;
    public static final OptionSpec<Integer> GRID =
            OptionSpec.integer("grid", 6, 2, 64, "Cells of a mask along each side before it is smoothed");
    public static final OptionSpec<Integer> TEMPORAL_GRID =
            OptionSpec.integer("temporal-grid", 2, 1, 64, "Cells of a mask in time before it is smoothed");
    public static final OptionSpec<Double> KEEP =
            OptionSpec.decimal("keep", 0.5, 0.01, 0.99, "Probability that a cell of a mask is shown");

    @Override
    public String name() {
        return "tubelet-rise";
    }

    @Override
    public String description() {
        return "Shows where and when a clip raises the score by hiding random smooth tubelets (after Petsiuk et al. 2018)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, EXPLAINED, GRID, TEMPORAL_GRID, KEEP, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        SmoothTubeletMasks masks = new SmoothTubeletMasks(
                clip.frames().size(),
                clip.height(),
                clip.width(),
                request.options().get(TEMPORAL_GRID),
                request.options().get(GRID),
                request.options().get(KEEP),
                request.seed());
        MaskedClips masked = new MaskedClips(fitted, clip, request);
        double[] scores = masked.scores(masked.left(), masks::mask);
        return IntStream.range(0, clip.frames().size())
                .<Evidence>mapToObj(frame -> new Saliency(frame, map(masks, scores, frame), true))
                .toList();
    }

    private static AnomalyMap map(SmoothTubeletMasks masks, double[] scores, int frame) {
        double mean = Arrays.stream(scores).average().orElseThrow();
        double[] sums = new double[masks.height() * masks.width()];
        double[] shown = new double[sums.length];
        for (int k = 0; k < scores.length; k++) {
            float[] kept = masks.mask(k).kept(frame).orElseThrow();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += kept[i] * (scores[k] - mean);
                shown[i] += kept[i];
            }
        }
        float[] map = new float[sums.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = shown[i] == 0 ? 0 : (float) (sums[i] / shown[i]);
        }
        return AnomalyMap.of(masks.height(), masks.width(), map);
    }
}
