package io.xvad.evaluation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.explainers.Scene;
import io.xvad.explainers.ScoreFunction;
import io.xvad.explainers.quality.RestoreToNormal;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainerBenchTest {

    private static BenchImage square() {
        boolean[] mask = new boolean[Scene.HEIGHT * Scene.WIDTH];
        for (int y = 3; y < 9; y++) {
            for (int x = 34; x < 40; x++) {
                mask[y * Scene.WIDTH + x] = true;
            }
        }
        return new BenchImage(Scene.withSquare(), Optional.of(mask));
    }

    private static List<Explainer> explainers(String... names) {
        Registry<Explainer> registry = Registry.load(Explainer.class);
        return List.of(names).stream().map(registry::get).toList();
    }

    private static BenchRow row(List<BenchRow> rows, String name) {
        return rows.stream()
                .filter(row -> row.explainer().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double mean(BenchRow row, BenchFigure figure) {
        return row.means().getOrDefault(figure, Double.NaN);
    }

    @Test
    void whatIsIgnoredBelongsToNoMask() {
        Image image = Image.of("x", 1, 1, 3, new float[3]);
        BenchImage bench = new BenchImage(image, Optional.of(new boolean[] {false, true, true}));
        IgnoredRegions last = IgnoredRegions.of(Mask.of(1, 3, new boolean[] {false, false, true}));
        assertThat(bench.ignoring(last).mask().orElseThrow()).containsExactly(false, true, false);
    }

    @Test
    void floorAndCeilingEncloseTheExplainers() {
        try (FittedDetector fitted = Scene.fitted()) {
            List<BenchRow> rows = ExplainerBench.of(explainers("occlusion", "residual", "nearest-normal"))
                    .run(fitted, List.of(square(), square(), square()), ProgressListener.none());
            assertThat(rows)
                    .extracting(BenchRow::explainer)
                    .containsExactly(
                            "(random map)", "(heatmap)", "(true mask)", "occlusion", "residual", "nearest-normal");
            BenchRow random = row(rows, "(random map)");
            BenchRow mask = row(rows, "(true mask)");
            assertThat(mean(mask, BenchFigure.SALIENCY_AUROC)).isEqualTo(1);
            assertThat(mean(mask, BenchFigure.POINTING)).isEqualTo(1);
            assertThat(mean(mask, BenchFigure.STABILITY)).isCloseTo(1, within(1e-9));
            assertThat(mean(random, BenchFigure.SALIENCY_AUROC)).isBetween(0.3, 0.7);
            assertThat(mean(random, BenchFigure.STABILITY)).isBetween(-0.2, 0.2);
            for (String name : List.of("(heatmap)", "occlusion", "residual")) {
                BenchRow row = row(rows, name);
                assertThat(mean(row, BenchFigure.FAITHFULNESS))
                        .as(name)
                        .isGreaterThan(mean(random, BenchFigure.FAITHFULNESS))
                        .isLessThanOrEqualTo(mean(mask, BenchFigure.FAITHFULNESS) + 0.05);
                assertThat(mean(row, BenchFigure.SALIENCY_AUROC)).as(name).isGreaterThan(0.8);
                assertThat(row.intervals()).hasSize(BenchFigure.values().length);
            }
            assertThat(row(rows, "nearest-normal").note()).isEqualTo("shows no map");
        }
    }

    @Test
    void whatDoesNotChangeWithARandomModelAndWhatIsNoBetterThanChanceIsNamed() {
        try (FittedDetector fitted = Scene.fitted();
                FittedDetector same = Scene.fitted()) {
            FittedDetector other = new ScoreFunction(image -> image.buffer().get(0));
            List<BenchImage> images = List.of(square(), square(), square(), square());
            ExplainerBench bench = ExplainerBench.of(explainers("residual"));
            BenchRow unchanged = row(bench.run(fitted, Optional.of(same), images, ProgressListener.none()), "residual");
            assertThat(mean(unchanged, BenchFigure.RANDOM_MODEL)).isCloseTo(1, within(1e-9));
            assertThat(unchanged.ignoresTheModel()).isTrue();
            assertThat(unchanged.noBetterThanChance()).isFalse();
            assertThat(unchanged.aboveChance().orElseThrow().difference()).isPositive();
            assertThat(new BenchTable("template", List.of(unchanged)).notes())
                    .anyMatch(note -> note.contains("hardly change with a random model") && note.contains("residual"));
            List<BenchRow> rows = bench.run(fitted, Optional.of(other), images, ProgressListener.none());
            assertThat(row(rows, "residual").ignoresTheModel()).isFalse();
            assertThat(row(rows, "(random map)").aboveChance()).isEmpty();
        }
    }

    @Test
    void aMapOfNoiseIsNoBetterThanChance() {
        try (FittedDetector fitted = Scene.fitted()) {
            List<BenchImage> images = IntStream.range(0, 8)
                    .mapToObj(i -> new BenchImage(Scene.withSquare(i), Optional.empty()))
                    .toList();
            BenchRow noise = row(
                    ExplainerBench.of(List.of(new NoiseExplainer())).run(fitted, images, ProgressListener.none()),
                    "noise");
            assertThat(noise.noBetterThanChance()).isTrue();
            assertThat(new BenchTable("template", List.of(noise)).notes())
                    .anyMatch(note -> note.contains("no more faithful than the random map") && note.contains("noise"));
        }
    }

    /** Marks pixels at random, others for each image. */
    private static final class NoiseExplainer implements Explainer {
        @Override
        public String name() {
            return "noise";
        }

        @Override
        public String description() {
            return "Noise";
        }

        @Override
        public List<Evidence> evidence(
                FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
            Image image = sample.requireImage();
            return List.of(new Saliency(0, RestoreToNormal.random(image, 4711 + image.hashCode()), true));
        }
    }

    @Test
    void whatADetectorLacksIsSaidAndNotMeasured() {
        ScoreFunction sum = new ScoreFunction(image -> image.at(0, 0, 0));
        Image image = Image.of("x", 1, 16, 16, new float[256]);
        List<BenchRow> rows = new ExplainerBench(
                        explainers("rise", "grad-cam", "tubelet-rise"),
                        Map.of("rise", Map.of("max-detections", "10")),
                        Bootstrap.withDefaults(),
                        0)
                .run(sum, List.of(new BenchImage(image, Optional.empty())), ProgressListener.none());
        BenchRow gradCam = row(rows, "grad-cam");
        assertThat(gradCam.measured()).isFalse();
        assertThat(gradCam.note()).isEqualTo("detector lacks Differentiable");
        assertThat(row(rows, "tubelet-rise").note()).isEqualTo("explains no images");
        assertThat(row(rows, "(true mask)").note()).isEqualTo("shows no map");
        assertThat(mean(row(rows, "rise"), BenchFigure.SALIENCY_AUROC)).isNaN();
        assertThat(mean(row(rows, "rise"), BenchFigure.FAITHFULNESS)).isNaN();
        assertThat(mean(row(rows, "rise"), BenchFigure.SECONDS)).isPositive();
        assertThat(new BenchTable("sum", rows).text())
                .contains("n/a of pointing and saliency AUROC: no image has a mask", "n/a of faithfulness")
                .doesNotContain("NaN");
        assertThat(BenchImage.notes(List.of(new BenchImage(image, Optional.empty()))))
                .containsExactly(
                        "1 of 1 images have no mask, so that agreement with the truth is not measured on them: x");
    }

    @Test
    void refusesNothingAndMasksOfAnotherSize() {
        try (FittedDetector fitted = Scene.fitted()) {
            assertThatThrownBy(
                            () -> ExplainerBench.of(explainers("rise")).run(fitted, List.of(), ProgressListener.none()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new BenchImage(Scene.withSquare(), Optional.of(new boolean[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mask");
    }
}
