package io.xvad.metrics.video;

import io.xvad.metrics.Accumulator;
import io.xvad.metrics.detection.Auroc;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.detection.ThresholdSweep;
import io.xvad.metrics.detection.TrapezoidalPrecision;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Frame-level figures of clips, by every protocol the field uses, each under its name, because they differ by points:
 * micro joins the frames of all clips, macro is the mean of the clips' own AUROCs; either on raw scores or on scores that
 * were put on [0, 1] clip by clip, which tells the metric where each clip's extremes are and is no property of a detector
 * that runs live. Not thread-safe; merging in another order changes the macro figures by less than 1e-12.
 */
public final class FrameMetrics implements Accumulator<FrameMetrics, FrameMetrics.Result> {

    private final List<Scores> clips = new ArrayList<>();

    private record Scores(double[] values, boolean[] anomalous) {}

    /** The treatment, in the macro figures, of a clip that has only normal or only anomalous frames. */
    public enum OneClass {
        /** The clip is left out. */
        SKIP,
        /** A normal frame of score minus infinity and an anomalous one of plus infinity are added to every clip. */
        PAD
    }

    /**
     * The frame-level figures.
     *
     * @param micro figures over all frames of all clips
     * @param microTrapezoidalPrecision {@link TrapezoidalPrecision} over all frames of all clips, which the authors of XD-Violence
     *     call AP; that of {@code micro} is the average precision
     * @param microNormalised {@code micro} after clip-by-clip min-max normalisation
     * @param macroAuroc mean of the AUROC of the clips that have both classes; min-max normalisation cannot change it;
     *     NaN if there is none
     * @param macroAurocPadded the same with {@link OneClass#PAD}
     * @param skipped clips left out of {@code macroAuroc}
     */
    public record Result(
            DetectionFigures micro,
            double microTrapezoidalPrecision,
            DetectionFigures microNormalised,
            double macroAuroc,
            double macroAurocPadded,
            int skipped) {}

    /**
     * Adds one clip.
     *
     * @param scores one for each frame, not NaN
     * @param anomalous whether each frame shows anything anomalous
     * @throws IllegalArgumentException if the lengths differ, there is no frame, or a score is NaN
     */
    public void add(double[] scores, boolean[] anomalous) {
        LabelledScores.of(scores, anomalous).sweep();
        clips.add(new Scores(scores.clone(), anomalous.clone()));
    }

    @Override
    public void merge(FrameMetrics other) {
        clips.addAll(List.copyOf(other.clips));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if nothing was added
     */
    @Override
    public Result result() {
        if (clips.isEmpty()) {
            throw new IllegalStateException("no clips were added");
        }
        LabelledScores raw = new LabelledScores();
        LabelledScores normalised = new LabelledScores();
        for (Scores clip : clips) {
            raw.merge(LabelledScores.of(clip.values, clip.anomalous));
            normalised.merge(LabelledScores.of(minMax(clip.values), clip.anomalous));
        }
        ThresholdSweep sweep = raw.sweep();
        double[] own = macro(OneClass.SKIP);
        return new Result(
                DetectionFigures.of(sweep),
                TrapezoidalPrecision.of(sweep),
                normalised.result(),
                mean(own),
                mean(macro(OneClass.PAD)),
                (int) Arrays.stream(own).filter(Double::isNaN).count());
    }

    /**
     * Figures and how certain they are, with whole clips drawn: frames of one clip are not independent.
     *
     * @param result the figures
     * @param micro interval of the AUROC of {@link Result#micro}
     * @param microNormalised interval of the AUROC of {@link Result#microNormalised}
     * @param macroAuroc interval of {@link Result#macroAuroc}
     * @param macroAurocPadded interval of {@link Result#macroAurocPadded}
     */
    public record Estimate(
            Result result,
            Bootstrap.Interval micro,
            Bootstrap.Interval microNormalised,
            Bootstrap.Interval macroAuroc,
            Bootstrap.Interval macroAurocPadded) {}

    /**
     * Confidence intervals over clips.
     *
     * @throws IllegalStateException if nothing was added
     */
    public Estimate estimate(Bootstrap bootstrap) {
        Result result = result();
        List<Bootstrap.Interval> intervals = bootstrap.intervals(clips.size(), this::figures);
        return new Estimate(result, intervals.get(0), intervals.get(1), intervals.get(2), intervals.get(3));
    }

    private double[] figures(int[] drawn) {
        FrameMetrics replicate = new FrameMetrics();
        for (int i = 0; i < drawn.length; i++) {
            replicate.clips.addAll(Collections.nCopies(drawn[i], clips.get(i)));
        }
        Result result = replicate.result();
        return new double[] {
            result.micro().auroc(), result.microNormalised().auroc(), result.macroAuroc(), result.macroAurocPadded()
        };
    }

    private double[] macro(OneClass oneClass) {
        return clips.stream().mapToDouble(clip -> auroc(clip, oneClass)).toArray();
    }

    private static double auroc(Scores clip, OneClass oneClass) {
        LabelledScores scores = LabelledScores.of(clip.values, clip.anomalous);
        if (oneClass == OneClass.PAD) {
            scores.add(Double.NEGATIVE_INFINITY, false);
            scores.add(Double.POSITIVE_INFINITY, true);
        }
        return Auroc.of(scores.sweep());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Scores on [0, 1]; all 0 where they are all equal. */
    private static double[] minMax(double[] scores) {
        double low = Arrays.stream(scores).min().orElseThrow();
        double range = Arrays.stream(scores).max().orElseThrow() - low;
        return Arrays.stream(scores)
                .map(score -> range == 0 ? 0 : (score - low) / range)
                .toArray();
    }
}
