package io.xvad.explainers.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.explainers.ScoreFunction;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CounterfactualExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new CounterfactualExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private List<Evidence> evidence(FittedDetector fitted, Image image) {
        return explainer()
                .explain(fitted, image, fitted.detect(image), ExplainRequest.defaults(explainer()))
                .evidence();
    }

    private static Counterfactual counterfactual(List<Evidence> evidence) {
        return (Counterfactual) evidence.get(0);
    }

    private static String sentence(List<Evidence> evidence) {
        return ((Statement) evidence.get(1)).text();
    }

    private static int changed(Counterfactual counterfactual) {
        int changed = 0;
        for (float value : counterfactual.difference().toArray()) {
            changed += value > 0 ? 1 : 0;
        }
        return changed;
    }

    @Test
    void onlyTheSquareIsReplacedAndTheScoreProvesIt() {
        try (FittedDetector fitted = fitted()) {
            List<Evidence> evidence = evidence(fitted, Scene.withSquare());
            Counterfactual found = counterfactual(evidence);
            double threshold = fitted.detect(anomaly()).verdict().threshold().orElseThrow();
            assertThat(found.scoreBefore()).isGreaterThan(threshold);
            assertThat(found.scoreAfter()).isLessThanOrEqualTo(threshold);
            assertThat(fitted.detect(found.normalVersion()).score()).isEqualTo(found.scoreAfter());
            assertThat(changed(found)).isBetween(18, 64);
            assertThat(found.difference().at(20, 10)).isZero();
            assertThat(sentence(evidence)).contains("of the pixels changed", "which is normal");
        }
    }

    @Test
    void neverScoresHigherThanTheImageAndLeavesAllElseAsItWas() {
        SplittableRandom random = new SplittableRandom(5);
        try (FittedDetector fitted = fitted()) {
            for (int trial = 0; trial < 20; trial++) {
                Image image = blotched(random);
                Counterfactual found = counterfactual(evidence(fitted, image));
                assertThat(found.scoreAfter()).isLessThanOrEqualTo(found.scoreBefore());
                float[] difference = found.difference().toArray();
                for (int i = 0; i < difference.length; i++) {
                    boolean same = found.normalVersion().buffer().get(i)
                            == image.buffer().get(i);
                    assertThat(same).isEqualTo(difference[i] == 0);
                }
            }
        }
    }

    private static Image blotched(SplittableRandom random) {
        float[] values = Scene.normal(random.nextInt()).toArray();
        int blotches = random.nextInt(4);
        for (int b = 0; b < blotches; b++) {
            int y = random.nextInt(Scene.HEIGHT - 5);
            int x = random.nextInt(Scene.WIDTH - 5);
            for (int i = 0; i < 25; i++) {
                values[(y + i / 5) * Scene.WIDTH + x + i % 5] = random.nextFloat();
            }
        }
        return Image.of("blotched", 1, Scene.HEIGHT, Scene.WIDTH, values);
    }

    /** The score is the sum of two bright pixels; black is normal: half of the fall needs one of them. */
    @Test
    void ofADetectorThatDoesNotDecideHalfOfTheFallIsEnough() {
        ScoreFunction detector = new ScoreFunction(
                image -> image.buffer().get(3 * 16 + 3) + image.buffer().get(12 * 16 + 12));
        float[] values = new float[256];
        values[3 * 16 + 3] = 0.5f;
        values[12 * 16 + 12] = 1;
        List<Evidence> evidence = evidence(detector, Image.of("two", 1, 16, 16, values));
        assertThat(counterfactual(evidence).scoreAfter()).isEqualTo(0.5);
        assertThat(changed(counterfactual(evidence))).isEqualTo(1);
        assertThat(sentence(evidence)).contains("does not decide");
    }

    @Test
    void onePixelOfManyIsNotSaidToBeNone() {
        float[] values = new float[64 * 64];
        values[100] = 1;
        List<Evidence> evidence =
                evidence(new ScoreFunction(image -> image.buffer().get(100)), Image.of("one", 1, 64, 64, values));
        assertThat(changed(counterfactual(evidence))).isEqualTo(1);
        assertThat(sentence(evidence)).startsWith("With less than 0.1 % of the pixels changed");
    }

    @Test
    void ofANormalImageThatNothingMakesMoreNormalThatIsSaid() {
        try (FittedDetector strict =
                new Strict(new ScoreFunction(image -> -image.buffer().get(17)))) {
            float[] values = new float[256];
            values[17] = 1;
            List<Evidence> evidence = evidence(strict, Image.of("bright", 1, 16, 16, values));
            assertThat(sentence(evidence))
                    .isEqualTo("No change that was tried lowers the score; the image is normal already.");
        }
    }

    @Test
    void whatCannotBecomeNormalIsShownUnchangedAndThatIsSaid() {
        ScoreFunction darkIsStrange = new ScoreFunction(image -> {
            double sum = 0;
            for (int i = 0; i < 256; i++) {
                sum -= image.buffer().get(i);
            }
            return sum;
        });
        float[] values = new float[256];
        values[17] = 1;
        Image image = Image.of("bright", 1, 16, 16, values);
        List<Evidence> evidence = evidence(darkIsStrange, image);
        assertThat(counterfactual(evidence).normalVersion()).isEqualTo(image);
        assertThat(counterfactual(evidence).scoreAfter())
                .isEqualTo(counterfactual(evidence).scoreBefore());
        assertThat(sentence(evidence)).isEqualTo("No change that was tried lowers the score.");
    }

    /** A detector that decides, whose normal versions stay above its threshold. */
    @Test
    void whatIsStillAnomalousIsCalledNotYetNormal() {
        try (FittedDetector strict =
                new Strict(new ScoreFunction(image -> 5 + image.buffer().get(17)))) {
            float[] values = new float[256];
            values[17] = 1;
            Image image = Image.of("bright", 1, 16, 16, values);
            Detection detection = strict.detect(image);
            assertThat(detection.verdict().threshold()).hasValue(1);
            List<Evidence> evidence = evidence(strict, image);
            assertThat(counterfactual(evidence).scoreAfter()).isEqualTo(5);
            assertThat(sentence(evidence)).contains("not yet normal");
        }
    }
}
