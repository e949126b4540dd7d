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
import io.xvad.explainers.perturbation.WindowMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Occlusion in space and time, after Zeiler and Fergus (2014, "Visualizing and Understanding Convolutional Networks", section 4.2): a
 * tubelet, a box of frames, rows and columns, is hidden, and the fall of the clip's score is written to all it covers, averaged over
 * the tubelets of one length that cover a pixel, then over the lengths. Positive where a part raises the score, in units of the score;
 * one map a frame.
 *
 * <p>Long tubelets say where, short ones when. Where the score of a clip is the highest of its frames', what is anomalous for
 * long shows only in tubelets that hide it all the time: cut the clip to a second or two around the peak, or have the mean of
 * the maps' peaks explained instead of the score. Long tubelets go first; where a length would need more detections than are
 * left, tubelets stand further apart, and where that is not enough the length is left out; the longest grow instead.
 */
public final class TubeletOcclusionExplainer implements Explainer {

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedClips.MAX_DETECTIONS;
    public static final OptionSpec<String> EXPLAINED = ExplainedScore.EXPLAINED;
    public static final OptionSpec<String> REPLACEMENT = ClipBaseline.REPLACEMENT;
    public static final OptionSpec<Double> FRAMES =
            OptionSpec.decimal("frames", 1, 0.001, 1, "Length of the longest tubelets as a share of the clip");
    public static final OptionSpec<Integer> LENGTHS =
            OptionSpec.integer("lengths", 3, 1, 10, "Lengths of tubelets, each half of the one before");
    public static final OptionSpec<Double> SIZE =
            OptionSpec.decimal("size", 0.3, 0.01, 1, "Side of a tubelet as a share of the shorter side of the frame");
    public static final OptionSpec<Double> STRIDE =
            OptionSpec.decimal("stride", 0.5, 0.05, 1, "Step from tubelet to tubelet as a share of the side");
    public static final OptionSpec<Double> TEMPORAL_STRIDE = OptionSpec.decimal(
            "temporal-stride", 0.5, 0.05, 1, "Step from tubelet to tubelet in time as a share of the length");

    @Override
    public String name() {
        return "tubelet-occlusion";
    }

    @Override
    public String description() {
        return "Shows where and when a clip raises the score by hiding tubelets of it (after Zeiler and Fergus 2014)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, EXPLAINED, FRAMES, LENGTHS, SIZE, STRIDE, TEMPORAL_STRIDE, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Clip clip = sample.requireClip();
        MaskedClips masked = new MaskedClips(fitted, clip, request);
        List<Falls> lengths = new ArrayList<>();
        TubeletGrid grid = longest(clip, request, masked.left());
        for (int i = 0; i < request.options().get(LENGTHS); i++) {
            grid.atMost(masked.left())
                    .map(TubeletGrid::tubelets)
                    .ifPresent(tubelets -> lengths.add(
                            Falls.of(tubelets, clip, masked, ExplainedScore.of(fitted, detection, request))));
            grid = grid.shorter();
        }
        return IntStream.range(0, clip.frames().size())
                .<Evidence>mapToObj(frame -> new Saliency(frame, mean(clip, lengths, frame), true))
                .toList();
    }

    /** Tubelets as asked for, or larger ones if the budget is too small for them. */
    private static TubeletGrid longest(Clip clip, ExplainRequest request, int affordable) {
        TubeletGrid grid = new TubeletGrid(
                clip,
                request.options().get(FRAMES) * clip.frames().size(),
                request.options().get(SIZE) * Math.min(clip.height(), clip.width()),
                request.options().get(TEMPORAL_STRIDE),
                request.options().get(STRIDE));
        while (grid.atMost(affordable).isEmpty()) {
            grid = grid.larger();
        }
        return grid;
    }

    private static AnomalyMap mean(Clip clip, List<Falls> lengths, int frame) {
        float[] mean = new float[clip.height() * clip.width()];
        for (Falls length : lengths) {
            float[] falls = length.at(clip, frame);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += falls[i] / lengths.size();
            }
        }
        return AnomalyMap.of(clip.height(), clip.width(), mean);
    }

    /** The fall of the score when each tubelet is hidden. */
    private record Falls(List<Tubelet> tubelets, double[] falls) {

        static Falls of(List<Tubelet> tubelets, Clip clip, MaskedClips masked, double score) {
            double[] scores =
                    masked.scores(tubelets.size(), i -> tubelets.get(i).mask(clip.height(), clip.width()));
            return new Falls(
                    tubelets,
                    IntStream.range(0, scores.length)
                            .mapToDouble(i -> score - scores[i])
                            .toArray());
        }

        float[] at(Clip clip, int frame) {
            WindowMean mean = new WindowMean(clip.height(), clip.width());
            for (int i = 0; i < falls.length; i++) {
                if (tubelets.get(i).lastsAt(frame)) {
                    mean.add(tubelets.get(i).window(), falls[i]);
                }
            }
            return mean.mean();
        }
    }
}
