package io.xvad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.maps.ScoresFile;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEvaluationTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95, 1);

    @TempDir
    private Path directory = Path.of("");

    private static Optional<Mask> mask(boolean... pixels) {
        return Optional.of(Mask.of(1, pixels.length, pixels));
    }

    private static Detection found(String id, double score, float... map) {
        return Detection.undecided(id, score, List.of(AnomalyMap.of(1, map.length, map)));
    }

    /** Scores of normal images rise from {@code normal}, those of anomalous ones from {@code anomalous}. */
    private static ImageEvaluation.Result result(double normal, double anomalous) {
        ImageEvaluation evaluation = new ImageEvaluation();
        for (int i = 0; i < 12; i++) {
            evaluation.add(TestCase.GOOD, Detection.undecided("good-" + i, normal + i), Optional.empty());
            evaluation.add("dent", Detection.undecided("dent-" + i, anomalous + i), Optional.empty());
        }
        return evaluation.result();
    }

    @Test
    void imagesAndPixelsAreMeasured() {
        ImageEvaluation evaluation = new ImageEvaluation();
        evaluation.add(TestCase.GOOD, found("a", 1, 0, 0), mask(false, false));
        evaluation.add("dent", found("b", 2, 0, 3), mask(false, true));
        ImageEvaluation.Result result = evaluation.result();
        assertThat(result.image().auroc()).isEqualTo(1);
        assertThat(result.pixel().orElseThrow().pixels().auroc()).isEqualTo(1);
        assertThat(result.pointing()).isEqualTo(1);
        assertThat(FiguresText.table(result)).contains("1 normal and 1 anomalous", "dent", "pointing game");
        assertThat(FiguresJson.evaluation(result).at("/byDefect/dent/auroc").asDouble())
                .isEqualTo(1);
    }

    /** The last pixel of three is ignored: the dent there is no dent, and the value there, high or low, is no one's. */
    @Test
    void whatIsIgnoredIsNeitherNormalNorAnomalous() {
        IgnoredRegions last = IgnoredRegions.of(Mask.of(1, 3, new boolean[] {false, false, true}));
        ImageEvaluation evaluation = new ImageEvaluation(last);
        evaluation.add(TestCase.GOOD, found("a", 1, 0, 0, 9), mask(false, false, false));
        evaluation.add("dent", found("b", 2, 0, 3, 0), mask(false, true, true));
        evaluation.add("dent", found("elsewhere", 0, 0, 0, 0), mask(false, false, true));
        ImageEvaluation.Result result = evaluation.result();
        assertThat(result.image().auroc()).isEqualTo(1);
        assertThat(result.pixel().orElseThrow().pixels().auroc()).isEqualTo(1);
        assertThat(result.pixel().orElseThrow().pixels().anomalous()).isEqualTo(1);
        assertThat(result.pixel().orElseThrow().pixels().normal()).isEqualTo(3);
        assertThat(result.pixel().orElseThrow().aupro()).isEqualTo(1);
        assertThat(result.rows()).extracting(ImageEvaluation.Row::id).containsExactly("a", "b");
        assertThat(result.notes())
                .containsExactly("1 images that are anomalous only where the detector ignores are left out: elsewhere");
        ImageEvaluation all = new ImageEvaluation();
        all.add(TestCase.GOOD, found("a", 1, 0, 0, 9), mask(false, false, false));
        all.add("dent", found("b", 2, 0, 3, 0), mask(false, true, true));
        assertThat(all.result().pixel().orElseThrow().pixels().auroc()).isLessThan(1);
    }

    @Test
    void ofWhatWasNotDecidedNoShareIsCalledAnomalous() {
        ImageEvaluation.Result result = result(0, 5);
        assertThat(result.falseAlarms()).isNaN();
        assertThat(result.detected()).isNaN();
        assertThat(FiguresText.table(result)).contains("called anomalous: n/a of normal images");
        assertThat(FiguresJson.evaluation(result).get("falseAlarmRate").isNull())
                .isTrue();
    }

    @Test
    void withoutMapsOnlyImagesAreMeasured() {
        ImageEvaluation evaluation = new ImageEvaluation();
        evaluation.add(TestCase.GOOD, Detection.undecided("a", 1), mask(false, false));
        evaluation.add("dent", Detection.undecided("b", 2), mask(false, true));
        ImageEvaluation.Result result = evaluation.result();
        assertThat(result.image().auroc()).isEqualTo(1);
        assertThat(result.pixel()).isEmpty();
        assertThat(result.pointing()).isNaN();
        assertThat(evaluation.estimates(BOOTSTRAP).pixel()).isEmpty();
    }

    @Test
    void nothingToMeasureIsAnError() {
        assertThatThrownBy(() -> new ImageEvaluation().result()).isInstanceOf(XvadDataException.class);
    }

    @Test
    void aBetterDetectorIsToldFromAWorseOne() {
        DetectorComparison comparison = DetectorComparison.of(result(0, 20), result(0, 1), BOOTSTRAP);
        assertThat(comparison.auroc().difference()).isBetween(0.3, 0.5);
        assertThat(comparison.auroc().interval().low()).isPositive();
        assertThat(comparison.auroc().pValue()).isLessThan(0.05);
        DetectorComparison same = DetectorComparison.of(result(0, 5), result(0, 5), BOOTSTRAP);
        assertThat(same.auroc().difference()).isZero();
        assertThat(same.averagePrecision().pValue()).isEqualTo(1);
    }

    @Test
    void onlyTheSameImagesAreCompared() {
        ImageEvaluation other = new ImageEvaluation();
        other.add(TestCase.GOOD, Detection.undecided("stranger", 1), Optional.empty());
        ImageEvaluation.Result strange = other.result();
        assertThatThrownBy(() -> DetectorComparison.of(result(0, 1), strange, BOOTSTRAP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 and 1 images");
    }

    @Test
    void aScoresFileIsReadAsItWasWritten() {
        Path file = directory.resolve("scores.csv");
        ScoresFile.write(result(0.125, 20).scores(), file);
        assertThat(ScoresFile.read(file)).hasSize(24).containsEntry("good-3", 3.125);
        ScoresFile.write(Map.of("a, \"b\".png", 1.5), file);
        assertThat(ScoresFile.read(file)).containsExactly(Map.entry("a, \"b\"", 1.5));
    }

    @Test
    void pixelsThatWereNotMeasuredAreNullAndTheReasonIsGiven() {
        ImageEvaluation evaluation = new ImageEvaluation();
        evaluation.add(TestCase.GOOD, found("a", 1, 0, 0), mask(false, false));
        evaluation.add("dent", found("b", 2, 0, 3), Optional.empty());
        ImageEvaluation.Result result = evaluation.result();
        assertThat(result.image().auroc()).isEqualTo(1);
        assertThat(result.pixelNote()).contains("pixels were not measured: no masks (no ground_truth");
        assertThat(FiguresText.table(result)).contains(result.pixelNote()).doesNotContain("NaN", "pointing");
        assertThat(FiguresJson.evaluation(result).get("pixel").isNull()).isTrue();
        assertThat(FiguresJson.evaluation(result).get("pixelNote").asText()).isEqualTo(result.pixelNote());

        evaluation.add("dent", found("c", 2, 0, 3), mask(false, true));
        assertThat(evaluation.result().pixelNote()).isEmpty();
        assertThat(evaluation.result().notes())
                .containsExactly("1 anomalous images have no mask and are left out of the pixel figures: b");
    }

    @Test
    void oneClassHasNoFiguresAndTheTableSaysSo() {
        ImageEvaluation normals = new ImageEvaluation();
        normals.add(TestCase.GOOD, found("a", 1, 0, 0), mask(false, false));
        String table = FiguresText.table(normals.result());
        assertThat(table)
                .contains("image     n/a    n/a     n/a", "one class only, all images are normal")
                .contains("n/a of anomalous ones", "no anomalous image was tested")
                .doesNotContain("NaN");
        assertThat(normals.estimates(BOOTSTRAP).table(BOOTSTRAP))
                .contains("n/a", "all images are normal")
                .doesNotContain("NaN");
        assertThat(FiguresJson.evaluation(normals.result()).at("/image/note").asText())
                .isEqualTo("one class only");

        ImageEvaluation anomalous = new ImageEvaluation();
        anomalous.add("dent", found("b", 2, 0, 3), mask(false, true));
        assertThat(FiguresText.table(anomalous.result()))
                .contains("image AUROC n/a", "all images are anomalous", "n/a of normal images")
                .doesNotContain("NaN");
    }

    @Test
    void invertedAndEmptyMasksAreNoted() {
        ImageEvaluation evaluation = new ImageEvaluation();
        evaluation.add("dent", found("b", 2, 0, 3, 1), mask(true, false, true));
        evaluation.add("dent", found("c", 2, 0, 3, 1), mask(false, false, false));
        assertThat(evaluation.result().notes())
                .containsExactly(
                        "1 of 2 masks cover more than half of the image and may be inverted: b (67 %)",
                        "1 of 2 masks are empty, so that no pixel there is anomalous: c");
    }
}
