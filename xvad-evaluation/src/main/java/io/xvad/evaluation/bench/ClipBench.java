package io.xvad.evaluation.bench;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.explainers.clip.ClipBaseline;
import io.xvad.explainers.quality.RestoreToNormal;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.explanation.agreement.SaliencyAuroc;
import io.xvad.metrics.explanation.complexity.GiniSparseness;
import io.xvad.metrics.explanation.faithfulness.ClipDeletionInsertion;
import io.xvad.metrics.explanation.stability.BenignChange;
import io.xvad.metrics.explanation.stability.MapSimilarity;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures an explainer of clips by its maps, all frames of a clip taken together: the figures of {@link BenchFigure}, with
 * faithfulness by deletion. Pixels are replaced by their median over time, the most salient of the whole clip first; faithfulness is
 * the deletion area of random maps less that of the explainer's, as shares of the score: 0 is chance, higher is better. A frame
 * without a map counts as one in which nothing is salient. Random maps (floor), the true masks (ceiling of agreement) and the
 * detector's own heatmaps are measured beside it. Immutable; one run at a time is best, because seconds are measured.
 *
 * @param explainer to measure
 * @param request with which it explains
 * @param bootstrap how intervals are made
 * @param seed everything random follows from it
 */
public record ClipBench(Explainer explainer, ExplainRequest request, Bootstrap bootstrap, long seed) {

    private static final int STEPS = 8;
    private static final double NOISE = 0.02;
    private static final double TOP = 0.1;

    /** A contender with its maps of a changed version of a clip, one a frame. */
    private record ClipContender(String name, Maps maps) {}

    private interface Maps {
        List<AnomalyMap> of(FittedDetector fitted, BenchClip original, Clip changed);
    }

    /**
     * Measures an explainer on several clips.
     *
     * @return random maps, heatmaps and, if any clip has them, true masks; then the explainer
     * @throws IllegalArgumentException if there is no clip, the explainer takes no clips, the detector lacks what it needs, or it
     *     shows no map
     */
    public List<BenchRow> run(FittedDetector fitted, List<BenchClip> clips, ProgressListener progress) {
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("explanations are measured on at least one anomalous clip");
        }
        List<ClipContender> contenders = contenders(clips);
        double[][][] figures = new double[contenders.size()][clips.size()][];
        for (int i = 0; i < clips.size(); i++) {
            BenchClip clip = clips.get(i);
            ToDoubleFunction<List<AnomalyMap>> deletion = deletion(fitted, clip.clip());
            double chance = deletion.applyAsDouble(random(fitted, clip, clip.clip()));
            for (int k = 0; k < figures.length; k++) {
                Cancellation.check();
                figures[k][i] =
                        figures(contenders.get(k).maps(), fitted, clip, maps -> chance - deletion.applyAsDouble(maps));
            }
            progress.progressed("explanations", i + 1L, clips.size());
        }
        return IntStream.range(0, figures.length)
                .mapToObj(k -> BenchRow.of(contenders.get(k).name(), figures[k], bootstrap))
                .toList();
    }

    private List<ClipContender> contenders(List<BenchClip> clips) {
        List<ClipContender> contenders = new ArrayList<>();
        contenders.add(new ClipContender("(random map)", this::random));
        contenders.add(new ClipContender("(heatmap)", ClipBench::heatmaps));
        if (clips.stream().anyMatch(clip -> clip.masks().isPresent())) {
            contenders.add(new ClipContender("(true mask)", ClipBench::truth));
        }
        contenders.add(new ClipContender(explainer.name(), this::explained));
        return contenders;
    }

    private ToDoubleFunction<List<AnomalyMap>> deletion(FittedDetector fitted, Clip clip) {
        Clip still = ClipBaseline.still(clip);
        return maps -> ClipDeletionInsertion.of(
                        changed -> fitted.detect(changed).score(), clip, maps, still, STEPS, seed)
                .deletionAuc();
    }

    /** The figures of one contender, in the order of {@link BenchFigure}. */
    private double[] figures(
            Maps contender, FittedDetector fitted, BenchClip clip, ToDoubleFunction<List<AnomalyMap>> faithfulness) {
        long start = System.nanoTime();
        List<AnomalyMap> maps = contender.of(fitted, clip, clip.clip());
        double seconds = (System.nanoTime() - start) / 1e9;
        AnomalyMap all = ClipDeletionInsertion.below(maps);
        AnomalyMap noisy = ClipDeletionInsertion.below(contender.of(fitted, clip, noisy(clip.clip())));
        boolean[] mask = clip.masks().map(ClipBench::joined).orElse(new boolean[all.height() * all.width()]);
        return new double[] {
            faithfulness.applyAsDouble(maps),
            MapSimilarity.of(all, noisy, TOP).spearman(),
            PointingGame.of(all, mask, 0),
            SaliencyAuroc.of(all, mask),
            GiniSparseness.of(all),
            Double.NaN,
            seconds
        };
    }

    private static boolean[] joined(List<boolean[]> masks) {
        boolean[] all = new boolean[masks.size() * masks.get(0).length];
        for (int i = 0; i < all.length; i++) {
            all[i] = masks.get(i / masks.get(0).length)[i % masks.get(0).length];
        }
        return all;
    }

    private Clip noisy(Clip clip) {
        List<Image> frames = IntStream.range(0, clip.frames().size())
                .mapToObj(i -> BenignChange.noise(NOISE, seed + i)
                        .apply()
                        .apply(clip.frames().get(i)))
                .toList();
        double[] timestamps =
                IntStream.range(0, frames.size()).mapToDouble(clip::timestamp).toArray();
        return Clip.of(clip.id(), frames, clip.framesPerSecond(), timestamps);
    }

    private List<AnomalyMap> random(FittedDetector fitted, BenchClip original, Clip changed) {
        return IntStream.range(0, changed.frames().size())
                .mapToObj(i -> RestoreToNormal.random(
                        changed.frames().get(i),
                        seed + 31L * changed.frames().get(i).hashCode() + i))
                .toList();
    }

    private static List<AnomalyMap> heatmaps(FittedDetector fitted, BenchClip original, Clip changed) {
        List<AnomalyMap> maps = fitted.detect(changed).maps();
        return maps.isEmpty() ? Collections.nCopies(changed.frames().size(), nothing(changed)) : maps;
    }

    /** Nothing anywhere if nobody marked it. */
    private static List<AnomalyMap> truth(FittedDetector fitted, BenchClip original, Clip changed) {
        int height = changed.height();
        int width = changed.width();
        return original.masks()
                .map(masks -> masks.stream()
                        .map(mask -> AnomalyMap.of(height, width, values(mask)))
                        .toList())
                .orElse(Collections.nCopies(changed.frames().size(), nothing(changed)));
    }

    private static AnomalyMap nothing(Clip clip) {
        return AnomalyMap.of(clip.height(), clip.width(), new float[clip.height() * clip.width()]);
    }

    private static float[] values(boolean[] mask) {
        float[] values = new float[mask.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = mask[i] ? 1 : 0;
        }
        return values;
    }

    private List<AnomalyMap> explained(FittedDetector fitted, BenchClip original, Clip changed) {
        List<Saliency> shown = explainer
                .explain(fitted, changed, fitted.detect(changed), request)
                .evidence(Saliency.class)
                .toList();
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("explainer '" + explainer.name() + "' shows no map to measure");
        }
        List<AnomalyMap> maps =
                new ArrayList<>(Collections.nCopies(changed.frames().size(), nothing(changed)));
        shown.forEach(one -> maps.set(one.frame(), one.map()));
        return maps;
    }
}
