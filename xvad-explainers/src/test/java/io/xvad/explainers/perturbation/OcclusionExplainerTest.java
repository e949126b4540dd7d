package io.xvad.explainers.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.explainers.Scene;
import io.xvad.explainers.ScoreFunction;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OcclusionExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new OcclusionExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    @Test
    void theSquareRaisesTheScoreAndTheRestDoesNot() {
        try (FittedDetector fitted = fitted()) {
            Detection detection = fitted.detect(anomaly());
            AnomalyMap map = explainer()
                    .explain(fitted, anomaly(), detection, ExplainRequest.defaults(explainer()))
                    .evidence(Saliency.class)
                    .findFirst()
                    .orElseThrow()
                    .map();
            assertThat(map.at(5, 36)).isGreaterThan(5);
            assertThat(map.at(20, 10)).isBetween(-0.5f, 0.5f);
            assertThat(map.argmax() / Scene.WIDTH).isBetween(2, 9);
            assertThat(map.argmax() % Scene.WIDTH).isBetween(33, 40);
        }
    }

    @Test
    void aWindowOverTheWholeImageAndAMeanFillWork() {
        try (FittedDetector fitted = fitted()) {
            Detection detection = fitted.detect(anomaly());
            ExplainRequest request =
                    ExplainRequest.of(explainer(), Map.of("window", "1", "step", "1", "replacement", "mean"), 0);
            Saliency saliency = (Saliency)
                    explainer().evidence(fitted, anomaly(), detection, request).get(0);
            assertThat(saliency.signed()).isTrue();
            assertThat(saliency.map().height()).isEqualTo(Scene.HEIGHT);
        }
    }

    @Test
    void windowsStandFurtherApartOrGrowWhereTheBudgetIsSmall() {
        ScoreFunction sum = new ScoreFunction(image -> image.at(0, 0, 0));
        Image image = Image.of("x", 1, 40, 40, new float[1600]);
        ExplainRequest request = ExplainRequest.of(explainer(), Map.of("max-detections", "20"), 0);
        explainer().explain(sum, image, sum.detect(image), request);
        assertThat(sum.detections().get() - 1).isBetween(10, 20);
        ExplainRequest tooFine = ExplainRequest.of(explainer(), Map.of("max-detections", "20", "window", "0.05"), 0);
        sum.detections().set(0);
        explainer().explain(sum, image, sum.detect(image), tooFine);
        assertThat(sum.detections().get() - 1).isBetween(10, 20);
    }

    @Test
    void windowsCoverEveryPixelAndStayInside() {
        boolean[] covered = new boolean[17 * 23];
        for (Window window : Window.over(17, 23, 5, 3)) {
            for (int y = window.y(); y < window.y() + window.height(); y++) {
                for (int x = window.x(); x < window.x() + window.width(); x++) {
                    covered[y * 23 + x] = true;
                }
            }
        }
        assertThat(covered).doesNotContain(false);
    }
}
