package io.xvad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
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
}
