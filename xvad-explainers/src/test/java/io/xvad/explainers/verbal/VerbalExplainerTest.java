package io.xvad.explainers.verbal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.explainers.nearest.Peaks;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerbalExplainerTest extends ExplainerContract {

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
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void saysWhereHowLargeWhichShapeAndHowItDiffers() {
        try (FittedDetector fitted = fitted()) {
            assertThat(text(fitted, Scene.withSquare()))
                    .startsWith("Anomalous: score")
                    .contains("none of 6 held-out normal images scored as high (p = 0.143)")
                    .contains("One region in the upper right, 6 x 6 pixels (2.7 % of the image), compact.")
                    .contains("nearest normal patches it is")
                    .contains("darker (brightness 0.")
                    .contains("fuller of edges");
        }
    }

    @Test
    void saysOfANormalImageThatNothingStandsOut() {
        try (FittedDetector fitted = fitted()) {
            assertThat(text(fitted, Scene.normal(1000)))
                    .startsWith("Normal: score")
                    .contains("The map is highest in")
                    .contains("lies within the range of 5 nearest normal patches");
        }
    }

    @Test
    void withoutAMemoryItComparesWithTheRestOfTheImage() {
        try (FittedDetector fitted = fitted()) {
            Image image = Scene.withSquare();
            Detection detection = fitted.detect(image);
            Region region = Peaks.of(detection, 1).get(0);
            Box measured = Surroundings.measured(image, region);
            assertThat(measured).isEqualTo(new Box(33, 2, 8, 8));
            List<AttributeDeviation> deviations =
                    Comparison.deviations(image.crop(measured), Surroundings.around(image, measured));
            assertThat(Words.difference(deviations, "the rest of the image"))
                    .contains("the rest of the image it is")
                    .contains("darker");
        }
    }

    @Test
    void shapesAndPlacesAreNamedFromTheirBoxes() {
        assertThat(Words.place(new Region(0, new Box(0, 90, 60, 5), 200, 92, 3, 1, 1), 2, 100, 100))
                .isEqualTo("The strongest of 2 regions lies in the lower left, 60 x 5 pixels (2.0 % of the image),"
                        + " long and horizontal.");
        assertThat(Words.place(new Region(0, new Box(50, 10, 5, 60), 200, 12, 51, 1, 1), 1, 100, 100))
                .contains("in the centre", "long and vertical");
        assertThat(Words.place(new Region(0, new Box(0, 0, 40, 40), 60, 0, 0, 1, 1), 1, 100, 100))
                .contains("upper left", "thin or ragged");
    }

    @Test
    void coloursAreNamedFromTheirChannels() {
        Image grey = Image.of("grey", 3, 1, 1, new float[] {0.5f, 0.5f, 0.5f});
        Image red = Image.of("red", 3, 1, 1, new float[] {0.9f, 0.4f, 0.5f});
        assertThat(Words.difference(Comparison.deviations(red, List.of(grey)), "one patch"))
                .contains("redder (red against green 0.50, normal 0.00 to 0.00)")
                .contains("yellower");
    }
}
