package io.xvad.explainers.narration;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.explainers.attribute.AttributeComparison;
import io.xvad.explainers.nearest.TopRegions;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerbalExplainerTest extends ExplainerContract {

    private static final Sentences ENGLISH = new Sentences(Locale.ROOT);

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

    private static String text(FittedDetector fitted, Image image) {
        VerbalExplainer explainer = new VerbalExplainer();
        return explainer
                .explain(fitted, image, fitted.detect(image), ExplainRequest.defaults(explainer))
                .evidence(Statement.class)
                .map(Statement::text)
                .collect(Collectors.joining(" "));
    }

    @Test
    void saysWhereHowLargeWhichShapeAndHowItDiffers() {
        try (FittedDetector fitted = fitted()) {
            assertThat(text(fitted, Scene.withSquare()))
                    .startsWith("Anomalous: score")
                    .contains("none of 6 held-out normal images scored as high (p = 0.143)")
                    .contains("One region in the upper right, 6 x 6 pixels (2.7 % of the image), compact.")
                    .contains("6 nearest normal patches it is")
                    .contains("darker (brightness 0.")
                    .contains("fuller of edges")
                    .contains("The nearest normal patch is in normal-")
                    .contains("most unusual: score (")
                    .contains("the score falls from");
        }
    }

    @Test
    void saysOfANormalImageThatNothingStandsOut() {
        try (FittedDetector fitted = fitted()) {
            assertThat(text(fitted, Scene.normal(1000)))
                    .startsWith("Normal: score")
                    .contains("The map is highest in")
                    .contains("it is like 6 nearest normal patches")
                    .doesNotContain("replaced");
        }
    }

    @Test
    void withoutAMemoryItComparesWithTheRestOfTheImage() {
        try (FittedDetector fitted = fitted()) {
            Image image = Scene.withSquare();
            Detection detection = fitted.detect(image);
            Region region = TopRegions.of(detection, 1).get(0);
            Box measured = Surroundings.measured(image, region);
            assertThat(measured).isEqualTo(new Box(33, 2, 8, 8));
            List<AttributeDeviation> deviations =
                    AttributeComparison.deviations(image.crop(measured), Surroundings.around(image, measured));
            assertThat(ENGLISH.againstSurroundings(deviations))
                    .contains("the rest of the image it is")
                    .contains("darker");
        }
    }

    @Test
    void shapesAndPlacesAreNamedFromTheirBoxes() {
        assertThat(ENGLISH.place(new Region(0, new Box(0, 90, 60, 5), 200, 92, 3, 1, 1), 2, 100, 100))
                .isEqualTo("The strongest of 2 regions lies in the lower left, 60 x 5 pixels (2.0 % of the image),"
                        + " long and horizontal.");
        assertThat(ENGLISH.place(new Region(0, new Box(50, 10, 5, 60), 200, 12, 51, 1, 1), 1, 100, 100))
                .contains("in the centre", "long and vertical");
        assertThat(ENGLISH.place(new Region(0, new Box(0, 0, 40, 40), 60, 0, 0, 1, 1), 1, 100, 100))
                .contains("upper left", "thin or ragged");
    }

    @Test
    void everySentenceRestsOnItsOwnFacts() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), ExplainRequest.defaults(explainer()));
            List<Statement> statements = explanation.evidence(Statement.class).toList();
            List<Integer> all =
                    statements.stream().flatMap(one -> one.restsOn().stream()).toList();
            assertThat(all).doesNotHaveDuplicates();
            assertThat(all).hasSize(explanation.evidence().size() - statements.size());
            for (Statement statement : statements) {
                if (statement.text().contains("the score falls")) {
                    assertThat(explanation.evidence().get(statement.restsOn().get(0)))
                            .isInstanceOf(Counterfactual.class);
                }
            }
        }
    }

    @Test
    void speaksGermanWhateverTheLocaleOfTheMachine() {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), Map.of("language", "de"), 0);
            String text = explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), request)
                    .evidence(Statement.class)
                    .map(Statement::text)
                    .collect(Collectors.joining(" "));
            assertThat(text)
                    .startsWith("Auffällig: Der Wert")
                    .contains("Eine Stelle oben rechts, 6 x 6 Pixel (2,7 % des Bildes), kompakt.")
                    .contains("dunkler (Helligkeit 0,");
        }
        assertThat(ResourceBundle.getBundle("io.xvad.explainers.narration.sentences", Locale.GERMAN)
                        .keySet())
                .isEqualTo(ResourceBundle.getBundle("io.xvad.explainers.narration.sentences", Locale.ROOT)
                        .keySet());
    }

    @Test
    void coloursAreNamedFromTheirChannels() {
        Image grey = Image.of("grey", 3, 1, 1, new float[] {0.5f, 0.5f, 0.5f});
        Image red = Image.of("red", 3, 1, 1, new float[] {0.9f, 0.4f, 0.5f});
        assertThat(ENGLISH.againstPatches(1, AttributeComparison.deviations(red, List.of(grey))))
                .contains("redder (red against green 0.50, normal 0.00 to 0.00)")
                .contains("yellower");
    }
}
