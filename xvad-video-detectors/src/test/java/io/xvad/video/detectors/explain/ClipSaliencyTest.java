package io.xvad.video.detectors.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.explainers.clip.TubeletOcclusionExplainer;
import io.xvad.explainers.clip.TubeletRiseExplainer;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.explanation.agreement.SaliencyAuroc;
import io.xvad.metrics.explanation.faithfulness.ClipDeletionInsertion;
import io.xvad.metrics.explanation.faithfulness.DeletionInsertion;
import io.xvad.video.stream.FittedVideoDetector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps of clips in which somebody walks where nobody walks, against where that is. */
class ClipSaliencyTest {

    private static final long[] SEEDS = {5, 6, 7};

    static List<Explainer> explainers() {
        return List.of(new TubeletOcclusionExplainer(), new TubeletRiseExplainer());
    }

    private static List<AnomalyMap> maps(Explainer explainer, FittedDetector fitted, Clip clip, String explained) {
        ExplainRequest request = ExplainRequest.of(explainer, Map.of("explained", explained), 1);
        return explainer
                .explain(fitted, clip, fitted.detect(clip), request)
                .evidence(Saliency.class)
                .map(Saliency::map)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("explainers")
    void pointsAtTheWalkerFarMoreOftenThanByChance(Explainer explainer) {
        List<Double> hits = new ArrayList<>();
        List<Double> aurocs = new ArrayList<>();
        List<Double> chances = new ArrayList<>();
        try (FittedVideoDetector fitted = Street.fitted()) {
            for (long seed : SEEDS) {
                List<AnomalyMap> maps = maps(explainer, fitted, Street.clip(seed), "maps");
                for (int frame = 0; frame < Street.FRAMES; frame++) {
                    boolean[] mask = Street.mask(seed, frame).toArray();
                    chances.add(Street.mask(seed, frame).count() / (double) mask.length);
                    hits.add(PointingGame.of(maps.get(frame), mask, 0));
                    aurocs.add(SaliencyAuroc.of(maps.get(frame), mask));
                }
            }
        }
        assertThat(mean(hits)).isGreaterThan(5 * mean(chances));
        assertThat(mean(aurocs)).isGreaterThan(0.8);
    }

    private static double mean(List<Double> values) {
        return values.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(value -> value)
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("explainers")
    void withoutItsMostSalientPixelsTheClipScoresLessThanWithoutRandomOnes(Explainer explainer) {
        try (FittedVideoDetector fitted = Street.fitted()) {
            Clip clip = Street.clip(SEEDS[0]);
            DeletionInsertion salient = deletion(fitted, clip, maps(explainer, fitted, clip, "maps"));
            DeletionInsertion random = deletion(fitted, clip, random(clip));
            assertThat(salient.insertionAuc()).isGreaterThan(0.2 + random.insertionAuc());
            assertThat(salient.deletionAuc()).isLessThan(0.6 * random.deletionAuc());
        }
    }

    private static DeletionInsertion deletion(FittedVideoDetector fitted, Clip clip, List<AnomalyMap> maps) {
        Clip normal = Clip.of("normal", Collections.nCopies(Street.FRAMES, Street.ground()), 10);
        return ClipDeletionInsertion.of(changed -> fitted.detect(changed).score(), clip, maps, normal, 20, 1);
    }

    private static List<AnomalyMap> random(Clip clip) {
        SplittableRandom random = new SplittableRandom(3);
        return clip.frames().stream()
                .map(frame -> {
                    float[] values = new float[frame.height() * frame.width()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) random.nextDouble();
                    }
                    return AnomalyMap.of(frame.height(), frame.width(), values);
                })
                .toList();
    }
}
