package io.xvad.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.progress.ProgressListener;
import io.xvad.explainers.clip.ClipFormula;
import io.xvad.explainers.clip.MovingSquare;
import io.xvad.explainers.clip.TubeletOcclusionExplainer;
import io.xvad.explainers.narration.VerbalExplainer;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On a clip of which is known what makes it bright. */
class ClipBenchTest {

    private static List<boolean[]> masks() {
        return IntStream.range(0, MovingSquare.FRAMES)
                .mapToObj(MovingSquare::mask)
                .toList();
    }

    private static List<BenchRow> run(Explainer explainer, Optional<List<boolean[]>> masks) {
        ClipBench bench = new ClipBench(explainer, ExplainRequest.defaults(explainer), Bootstrap.withDefaults(), 1);
        BenchClip clip = new BenchClip(MovingSquare.clip(), masks);
        return bench.run(ClipFormula.brightness(), List.of(clip, clip), ProgressListener.none());
    }

    private static double mean(BenchRow row, BenchFigure figure) {
        return row.means().getOrDefault(figure, Double.NaN);
    }

    @Test
    void floorAndCeilingEncloseTheExplainer() {
        List<BenchRow> rows = run(new TubeletOcclusionExplainer(), Optional.of(masks()));
        assertThat(rows)
                .extracting(BenchRow::explainer)
                .containsExactly("(random map)", "(heatmap)", "(true mask)", "tubelet-occlusion");
        BenchRow random = rows.get(0);
        BenchRow truth = rows.get(2);
        BenchRow occlusion = rows.get(3);
        assertThat(mean(random, BenchFigure.FAITHFULNESS)).isCloseTo(0, within(1e-9));
        assertThat(mean(random, BenchFigure.SALIENCY_AUROC)).isBetween(0.3, 0.7);
        assertThat(mean(truth, BenchFigure.SALIENCY_AUROC)).isEqualTo(1);
        assertThat(mean(truth, BenchFigure.POINTING)).isEqualTo(1);
        assertThat(mean(truth, BenchFigure.STABILITY)).isCloseTo(1, within(1e-9));
        assertThat(mean(occlusion, BenchFigure.SALIENCY_AUROC)).isGreaterThan(0.8);
        assertThat(mean(occlusion, BenchFigure.FAITHFULNESS))
                .isGreaterThan(0.15)
                .isLessThanOrEqualTo(mean(truth, BenchFigure.FAITHFULNESS) + 1e-9);
        assertThat(occlusion.intervals()).hasSize(BenchFigure.values().length);
    }

    @Test
    void withoutTruthThereIsNoAgreement() {
        List<BenchRow> rows = run(new TubeletOcclusionExplainer(), Optional.empty());
        assertThat(rows).extracting(BenchRow::explainer).doesNotContain("(true mask)");
        assertThat(mean(rows.get(2), BenchFigure.POINTING)).isNaN();
        assertThat(mean(rows.get(2), BenchFigure.FAITHFULNESS)).isPositive();
    }

    @Test
    void saysWhatCannotBeMeasured() {
        assertThatThrownBy(() -> new BenchClip(MovingSquare.clip(), Optional.of(masks().subList(0, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 8 masks");
        assertThatThrownBy(() -> run(new VerbalExplainer(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verbal");
    }
}
