package io.xvad.explainers.narration;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.difference.Made;
import io.xvad.explainers.reason.Reasons;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerbalExplainerTest extends ExplainerContract {

    private static final Words ENGLISH = new Words(Locale.ROOT);
    private static final Words GERMAN = new Words(Locale.GERMAN);

    @Override
    protected Explainer explainer() {
        return new VerbalExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private static Explanation explanation(FittedDetector fitted, Image image, Map<String, String> options) {
        VerbalExplainer explainer = new VerbalExplainer();
        return explainer.explain(fitted, image, fitted.detect(image), ExplainRequest.of(explainer, options, 0));
    }

    private static String text(Explanation explanation) {
        return explanation.evidence(Statement.class).map(Statement::text).collect(Collectors.joining(" "));
    }

    @Test
    void saysWhatDiffersWhereHowLargeAndByHowMuch() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explanation(fitted, Scene.withSquare(), Map.of());
            assertThat(text(explanation))
                    .startsWith("Anomalous: score")
                    .contains("none of 6 held-out normal images scored as high (p = 0.143)")
                    .contains("A dark zone, 6 x 6 px, upper right: 0.6")
                    .contains("darker in lightness than what is normal there")
                    .contains("the image counts as normal")
                    .contains("The nearest normal patch is in normal-")
                    .contains("most unusual: score (")
                    .contains("Broken rule: at most 10 difference in all (measured ")
                    .doesNotContain("it is like");
            Reason first = explanation.evidence(Reason.class).findFirst().orElseThrow();
            assertThat(first.name()).isEqualTo("darker");
            assertThat(first.place().box()).isEqualTo(new Box(34, 3, 6, 6));
            assertThat(first.place().area()).isEqualTo(36);
        }
    }

    @Test
    void saysOfANormalImageOnlyWhereTheMapIsHighest() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explanation(fitted, Scene.normal(1000), Map.of());
            assertThat(text(explanation)).startsWith("Normal: score").contains("The map is highest in");
            assertThat(explanation.evidence(Reason.class)).isEmpty();
        }
    }

    @Test
    void everySentenceRestsOnItsOwnFacts() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explanation(fitted, Scene.withSquare(), Map.of());
            List<Statement> statements = explanation.evidence(Statement.class).toList();
            List<Integer> all =
                    statements.stream().flatMap(one -> one.restsOn().stream()).toList();
            assertThat(all).doesNotHaveDuplicates();
            assertThat(all).hasSize(explanation.evidence().size() - statements.size());
            Statement restored = statements.stream()
                    .filter(one -> one.text().contains("the score falls"))
                    .findFirst()
                    .orElseThrow();
            assertThat(explanation.evidence().get(restored.restsOn().get(0))).isInstanceOf(Counterfactual.class);
        }
    }

    @Test
    void namesNoMoreReasonsThanAskedFor() {
        try (FittedDetector fitted = fitted()) {
            assertThat(explanation(fitted, Scene.withSquare(), Map.of("reasons", "1"))
                            .evidence(Reason.class))
                    .hasSize(1);
        }
    }

    private static String first(Words words, Difference difference) {
        Reason reason = Reasons.of(difference, Optional.empty()).get(0);
        return new ReasonWords(words, difference).first(reason, new Sentences(words).around(reason.place(), 160, 160));
    }

    private static Difference thinLine() {
        Image normal = Made.texture(2);
        Made.Place line = Made.line(120, 40, 41, 3, 62);
        Image image = Made.with(normal, line, (y, x) -> Made.lighter(normal.at(0, (int) y, (int) x), -0.3));
        return Difference.of(Made.restored(image, normal, line));
    }

    @Test
    void aThinLineIsDescribedWithLengthThicknessAndDirection() {
        assertThat(first(ENGLISH, thinLine()))
                .matches(
                        "A thin dark line, 4[0-4] x [34] px, running at 6[0-4] degrees, lower left: 0\\.\\d\\d darker in"
                                + " lightness than what is normal there\\.");
        assertThat(first(GERMAN, thinLine()))
                .matches("Eine dünne dunkle Linie, 4[0-4] x [34] px, in einem Winkel von 6[0-4] Grad, unten links: um"
                        + " 0,\\d\\d dunkler, als es dort normal ist\\.");
    }

    /** Their centre lies between them, where nothing differs. */
    @Test
    void ofSeveralPiecesAPlaceIsToldWhereOneOfThemIs() {
        Region pieces = new Region(0, new Box(0, 0, 160, 160), 400, 150, 80, 1, 1);
        assertThat(new Sentences(ENGLISH).around(pieces, 160, 160)).isEqualTo("lower centre");
    }

    @Test
    void aDisplacedPartIsToldHowFarAndWhichWay() {
        Image normal = Made.texture(3);
        Made.Place patch = Made.box(50, 50, 50, 50);
        Image image = Made.with(normal, patch, (y, x) -> normal.at(0, (int) y, (int) x - 7));
        Difference difference = Difference.of(Made.restored(image, normal, patch));
        assertThat(first(ENGLISH, difference)).startsWith("A displaced part").contains("7 px", "moved to the right");
        assertThat(first(GERMAN, difference))
                .startsWith("Ein verschobenes Stück")
                .contains("nach rechts");
    }

    @Test
    void aCalibratedReasonTellsHowMuchNormalImagesVary() {
        Difference difference = thinLine();
        Reason reason = new Reason(
                "darker",
                List.of("thin", "long"),
                new Region(0, new Box(20, 100, 30, 40), 120, 120, 40, 1, 1),
                List.of(new AttributeDeviation("lightness", "", -0.22, -0.03, 0.03, 9)),
                0.02);
        assertThat(new ReasonWords(ENGLISH, difference).first(reason, "lower left"))
                .endsWith("0.22 darker in lightness than what is normal there, where normal images vary by 0.03.");
        assertThat(new ReasonWords(GERMAN, difference).further(reason))
                .isEqualTo("Außerdem dort: um 0,22 dunkler, als es dort normal ist; normale Bilder schwanken um"
                        + " 0,03.");
    }

    @Test
    void everyLanguageHasAllWords() {
        assertThat(ResourceBundle.getBundle("io.xvad.explainers.narration.sentences", Locale.GERMAN)
                        .keySet())
                .isEqualTo(ResourceBundle.getBundle("io.xvad.explainers.narration.sentences", Locale.ROOT)
                        .keySet());
    }

    @Test
    void speaksGermanWhateverTheLocaleOfTheMachine() {
        try (FittedDetector fitted = fitted()) {
            assertThat(text(explanation(fitted, Scene.withSquare(), Map.of("language", "de"))))
                    .startsWith("Auffällig: Der Wert")
                    .contains("Eine dunkle Fläche, 6 x 6 px, oben rechts: um 0,6")
                    .contains("das Bild gilt als normal");
        }
    }
}
