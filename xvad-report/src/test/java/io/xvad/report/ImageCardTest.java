package io.xvad.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.FixedScale;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a card says of an explanation, and what a page says of its cards. */
class ImageCardTest {

    private static final Statement STATEMENT = new Statement("It is odd.", List.of(), "verbal");

    @Test
    void aCardShowsTheImageWhatWasFoundWhatShouldBeThereAndWhatDiffers() {
        try (FittedDetector fitted = Scene.fitted()) {
            ImageCard card = ExplainedScene.card("square", fitted, ExplainedScene.full(fitted, 0.9));
            assertThat(card.figures())
                    .extracting(Figure::caption)
                    .containsExactly(
                            "the image",
                            "template heatmap and regions",
                            "restored: what it should look like; score 1.000 instead of 7.000",
                            "what differs outlined in blue, the true defect in orange");
            assertThat(card.figures()).extracting(Figure::wiped).containsExactly(false, false, true, false);
            assertThat(card.badges()).extracting(Badge::text).containsExactly("Anomalous");
            assertThat(card.account().lead()).contains("A small dark square, upper right.");
            assertThat(card.account().sentences()).containsExactly("The score falls from 7 to 1.");
            ReasonRow row = card.account().reasons().get(0);
            assertThat(row.reason()).isEqualTo("darker (compact, small)");
            assertThat(row.measured()).isEqualTo("lightness -62.0 L*, normal -3.10 to 2.90");
            assertThat(row.place()).isEqualTo("6 × 6 px at x 34, y 3; 36 px differ");
            assertThat(row.pValue()).isEqualTo("0.025");
            assertThat(card.patches()).hasSize(2);
        }
    }

    @Test
    void rulesAreShownWithTheirFactsBrokenOnesFirst() {
        try (FittedDetector fitted = Scene.fitted()) {
            RuleTrace kept = new RuleTrace("two holes", List.of("2 holes"), false);
            RuleTrace broken = new RuleTrace("one thread", List.of("0 threads", "1 allowed"), true);
            assertThat(ExplainedScene.card("square", fitted, kept, broken)
                            .account()
                            .rules())
                    .containsExactly(
                            new RuleRow("one thread", "0 threads; 1 allowed", "broken"),
                            new RuleRow("two holes", "2 holes", "kept"));
        }
    }

    /** As of a model that was fitted without measures. */
    @Test
    void aReasonThatNobodyCalibratedSaysSo() {
        Reason calibrated = ExplainedScene.reason("darker");
        Reason reason = new Reason("darker", List.of(), calibrated.place(), calibrated.measurements(), 1);
        assertThat(ReasonRow.of(reason).pValue()).isEqualTo("not calibrated");
    }

    @Test
    void theVerdictOnAnExplanationIsShown() {
        try (FittedDetector fitted = Scene.fitted()) {
            assertThat(verdict(fitted, 0.9)).isEqualTo("This explanation can be relied on");
            assertThat(verdict(fitted, 0.5)).isEqualTo("This explanation can be relied on");
            assertThat(verdict(fitted, 0.49)).isEqualTo("Do not rely on this explanation");
        }
    }

    private static String verdict(FittedDetector fitted, double probability) {
        ImageCard card = ExplainedScene.card("square", fitted, ExplainedScene.full(fitted, probability));
        return card.account().reliance().orElseThrow().text();
    }

    @Test
    void flaggedImagesWithoutAVisibleReasonAreCountedAndNamed() {
        try (FittedDetector fitted = Scene.fitted()) {
            ImageCard darker = ExplainedScene.card("seen", fitted, ExplainedScene.reason("darker"), STATEMENT);
            ImageCard features =
                    ExplainedScene.card("unseen", fitted, ExplainedScene.reason("features-differ"), STATEMENT);
            ImageCard silent = ExplainedScene.card("silent", fitted, STATEMENT);
            ImageCard map = ExplainedScene.card(
                    "map",
                    fitted,
                    new Saliency(0, fitted.detect(Scene.withSquare()).map(), false));
            assertThat(ReportPage.of("p", List.of(darker)).summary())
                    .isEqualTo("The flagged image has a visible reason.");
            assertThat(ReportPage.of("p", List.of(darker, darker)).summary())
                    .isEqualTo("All 2 flagged images have a visible reason.");
            assertThat(ReportPage.of("p", List.of(map)).summary()).isEmpty();
            ReportPage page = ReportPage.of("p", List.of(darker, features, map, silent));
            assertThat(page.summary()).isEqualTo("2 of 3 flagged images have no visible reason.");
            assertThat(page.html())
                    .contains("<a href=\"#s1-2\">unseen</a> <a href=\"#s1-4\">silent</a>", "id=\"s1-4\"")
                    .contains("No visible reason");
        }
    }

    /** As of the explainers of p-values and of counterfactual images. */
    @Test
    void aSentenceOnAMapOfAFlaggedImageDoesNotMissAReason() {
        try (FittedDetector fitted = Scene.fitted()) {
            Saliency map = new Saliency(0, fitted.detect(Scene.withSquare()).map(), false);
            Statement told = new Statement("It is rare there.", List.of(0), "p-value");
            ImageCard card = ExplainedScene.card("map", fitted, map, told);
            assertThat(card.badges()).extracting(Badge::text).containsExactly("Anomalous");
            assertThat(ReportPage.of("p", List.of(card)).summary()).isEmpty();
        }
    }

    @Test
    void anImageThatIsNotFlaggedNeedsNoReason() {
        try (FittedDetector fitted = Scene.fitted()) {
            Explanation explanation = new Explanation(
                    fitted.detect(Scene.normal(0)),
                    List.of(STATEMENT),
                    List.of(),
                    ExplainedScene.explanation(fitted).audit());
            ImageCard card = ImageCard.of("normal", Scene.normal(0), Optional.empty(), fitted, List.of(explanation));
            assertThat(card.badges()).extracting(Badge::text).containsExactly("Normal");
            assertThat(ReportPage.of("p", List.of(card)).summary()).isEmpty();
        }
    }

    @Test
    void aNormalImageIsNotSaidToHaveToLookOtherwise() {
        try (FittedDetector fitted = Scene.fitted()) {
            Explanation full = ExplainedScene.full(fitted, 0.9);
            Explanation explanation =
                    new Explanation(fitted.detect(Scene.normal(0)), full.evidence(), List.of(), full.audit());
            ImageCard card = ImageCard.of("normal", Scene.normal(0), Optional.empty(), fitted, List.of(explanation));
            assertThat(card.figures())
                    .extracting(Figure::caption)
                    .contains("restored, though it is normal already; score 1.000 instead of 7.000");
        }
    }

    /** A map of p-values says the same in every image, and is not scaled to itself. */
    @Test
    void aMapWithAFixedScaleIsShownOnItWhateverItsHighestValue() {
        FixedScale scale = new FixedScale("how rare it is", 1, 2);
        AnomalyMap map = AnomalyMap.of(1, 3, new float[] {0, 1, 1.1f});
        MapScale shown = MapScales.of(new Saliency(0, map, false, Optional.of(scale)));
        assertThat(HeatColours.opacity(shown.position(0.999f))).isZero();
        assertThat(HeatColours.opacity(shown.position(1.1f))).isPositive();
        assertThat(shown.position(1.99f)).isLessThan(1);
        assertThat(shown.position(2)).isEqualTo(1);

        try (FittedDetector fitted = Scene.fitted()) {
            AnomalyMap found = fitted.detect(Scene.withSquare()).map();
            ImageCard card = ExplainedScene.card(
                    "rare", fitted, new Saliency(0, found, false, Optional.of(scale)), new Saliency(0, found, false));
            assertThat(card.figures())
                    .extracting(Figure::caption)
                    .contains("how rare it is", "what raises the score, scaled to itself");
        }
    }

    @Test
    void whatDiffersIsTheSquareAndNoSpeck() {
        float[] difference = new float[Scene.HEIGHT * Scene.WIDTH];
        Arrays.fill(difference, 0.01f);
        boolean[] square = ExplainedScene.mask().toArray();
        for (int i = 0; i < difference.length; i++) {
            difference[i] = square[i] ? 0.5f : difference[i];
        }
        difference[25 * Scene.WIDTH + 5] = 0.4f;
        Mask different = DifferentPixels.of(AnomalyMap.of(Scene.HEIGHT, Scene.WIDTH, difference));
        assertThat(different).isEqualTo(ExplainedScene.mask().grown(2));
    }

    @Test
    void whatDiffersElsewhereThanTheReasonIsNotOutlined() {
        boolean[] two = new boolean[10 * 20];
        two[2 * 20 + 3] = true;
        two[2 * 20 + 4] = true;
        two[8 * 20 + 15] = true;
        boolean[] one = two.clone();
        one[8 * 20 + 15] = false;
        Mask pixels = Mask.of(10, 20, two);
        assertThat(DifferentPixels.at(new Box(4, 1, 3, 3), pixels)).isEqualTo(Mask.of(10, 20, one));
        assertThat(DifferentPixels.at(new Box(9, 4, 2, 2), pixels)).isEqualTo(pixels);
    }
}
