package io.xvad.evaluation.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.CalibratedDetector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageWriter;
import io.xvad.explainers.TemplateDetector;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelComparisonTest {

    private static final int SIDE = 16;
    private static final float GREY = 0.4f;
    private static final float BRIGHT = 0.9f;
    private static final Bootstrap DRAWS = new Bootstrap(200, 0.95, 0);
    private static final FittedDetector FITTED =
            Training.of(new TemplateDetector()).withHeldOut(0).fit(Samples.of(List.of(grey(0))));

    /** The score of an image is the number of its bright pixels, times about a half; these decide at more than 5 and more than 1 of them. */
    private static final FittedDetector STRICT = deciding(5.5);

    private static final FittedDetector LAX = deciding(1.5);

    @TempDir
    private Path directory = Path.of("");

    private final List<TestCase> tests = new ArrayList<>();

    private static FittedDetector deciding(double brightPixels) {
        Calibration calibration =
                Calibration.restore(Calibration.Rule.QUANTILE, 0.5 * brightPixels, 0.95, new double[] {0.1, 0.2, 0.3});
        return new CalibratedDetector(FITTED, calibration, Optional.empty());
    }

    private static Image grey(int bright) {
        float[] values = new float[SIDE * SIDE];
        Arrays.fill(values, GREY);
        Arrays.fill(values, 20, 20 + bright, BRIGHT);
        return Image.of("i" + bright, 1, SIDE, SIDE, values);
    }

    private void add(String defect, int number, int bright) {
        Path file = directory.resolve(defect).resolve(number + ".png");
        ImageWriter.writePng(grey(bright), file);
        tests.add(new TestCase(file, defect, Optional.empty()));
    }

    /** Normal images of 0 to 2 bright pixels, anomalous ones of 2 to 9. */
    @BeforeEach
    void write() {
        for (int i = 0; i < 9; i++) {
            add(TestCase.GOOD, i, i % 3);
        }
        for (int i = 0; i < 8; i++) {
            add("spot", i, 2 + i);
        }
    }

    private ModelComparison compared(FittedDetector first, FittedDetector second) {
        return ModelComparison.ofTests(first, second, tests, DRAWS, ProgressListener.none());
    }

    @Test
    void decisionsThatChangeAreListedThoseForTheWorseFirst() {
        ModelComparison comparison = compared(STRICT, LAX);
        List<ComparedImage> changed = comparison.changed();
        assertThat(changed)
                .extracting(image -> image.better().orElseThrow())
                .containsExactly(false, false, false, true, true, true, true);
        assertThat(changed.get(0).defect()).contains(TestCase.GOOD);
        assertThat(changed.get(0).id()).endsWith("2.png");
        assertThat(changed.get(3).index()).isEqualTo(9);
        assertThat(comparison.decisions()).extracting(ComparedDecisions::key).containsExactly("normal", "anomalous");
        assertThat(comparison.decisions().get(0).changes().secondOnly()).isEqualTo(3);
        assertThat(comparison.decisions().get(1).changes().bothAnomalous()).isEqualTo(4);
        assertThat(comparison.decisions().get(1).changes().oneSidedness())
                .isCloseTo(2 * Math.pow(0.5, 4), within(1e-9));
        assertThat(ModelComparisonText.summary(comparison))
                .isEqualTo(
                        "7 of 17 images are decided otherwise: 4 rightly now, 3 wrongly now; rank correlation of the scores 1.000");
    }

    @Test
    void modelsOfTheSameScoresDoNotDifferInFigures() {
        ModelComparison comparison = compared(STRICT, LAX);
        assertThat(comparison.figures()).extracting(ComparedFigure::key).containsExactly("imageAuroc", "imageAp");
        ComparedFigure auroc = comparison.figures().get(0);
        assertThat(auroc.first()).isEqualTo(auroc.second()).isCloseTo((8 * 9 - 1.5) / 72, within(1e-9));
        assertThat(auroc.difference().difference()).isZero();
        assertThat(auroc.difference().pValue()).isEqualTo(1);
    }

    @Test
    void aDifferenceIsThatOfTheSecondLessTheFirst() {
        FittedDetector blind = Training.of(new TemplateDetector())
                .withHeldOut(0)
                .fit(Samples.of(List.of(
                        tests.get(0).image(), tests.get(tests.size() - 1).image())));
        ComparedFigure auroc = compared(blind, STRICT).figures().get(0);
        assertThat(auroc.first()).isCloseTo(0.5, within(1e-9));
        assertThat(auroc.difference().difference()).isCloseTo(auroc.second() - 0.5, within(1e-9));
        assertThat(auroc.difference().interval().low()).isPositive();
        assertThat(compared(blind, STRICT).decisions()).isEmpty();
    }

    @Test
    void withoutLabelsThereAreDecisionsAlone() {
        Samples images = Samples.of(List.of(grey(0), grey(3), grey(9)));
        ModelComparison comparison = ModelComparison.ofImages(STRICT, LAX, images, ProgressListener.none());
        assertThat(comparison.figures()).isEmpty();
        assertThat(comparison.changed()).singleElement().satisfies(image -> {
            assertThat(image.index()).isEqualTo(1);
            assertThat(image.better()).isEmpty();
        });
        assertThat(comparison.decisions()).extracting(ComparedDecisions::key).containsExactly("all");
        assertThat(ModelComparisonText.table(comparison))
                .contains("images called anomalous", "1 of 3", "2 of 3", "1 more, 0 fewer")
                .contains("1 of 3 images are decided otherwise; rank");
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestGoesOn() throws IOException {
        Files.writeString(tests.get(0).file(), "no image");
        ModelComparison comparison = compared(STRICT, LAX);
        assertThat(comparison.images()).hasSize(16);
        assertThat(comparison.failures()).singleElement().asString().contains("0.png");
        assertThatThrownBy(
                        () -> ModelComparison.ofTests(STRICT, LAX, tests.subList(0, 1), DRAWS, ProgressListener.none()))
                .isInstanceOf(XvadDataException.class);
    }

    @Test
    void itIsJson() {
        ObjectNode json = ModelComparisonJson.of(compared(STRICT, LAX));
        assertThat(json.at("/figures/imageAuroc/difference").asDouble(1)).isZero();
        assertThat(json.at("/decisions/anomalous/secondOnly").asInt()).isEqualTo(4);
        assertThat(json.at("/changed")).hasSize(7);
        assertThat(json.at("/changed/0/better").asBoolean(true)).isFalse();
        assertThat(json.at("/changed/0/second/decision").asText()).isEqualTo("anomalous");
        assertThat(json.at("/changed/0/first/threshold").asDouble()).isEqualTo(2.75);
        assertThat(ModelComparisonJson.of(compared(LAX, LAX)).at("/changed")).isEmpty();
    }
}
