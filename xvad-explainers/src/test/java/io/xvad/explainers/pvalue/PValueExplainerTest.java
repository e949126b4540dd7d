package io.xvad.explainers.pvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.FixedScale;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.explainers.TemplateDetector;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PValueExplainerTest extends ExplainerContract {

    private static final int CALIBRATING = 6;

    @Override
    protected Explainer explainer() {
        return new PValueExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private Explanation explained(Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            return explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), ExplainRequest.of(explainer(), options, 1));
        }
    }

    @Test
    void theRarestPlaceIsThatOfTheSquareAndNoneIsRarerThanTheSamplesAllow() {
        Saliency rarity =
                explained(Map.of()).evidence(Saliency.class).findFirst().orElseThrow();
        assertThat(rarity.map().argmax() / Scene.WIDTH).isBetween(3, 8);
        assertThat(rarity.map().argmax() % Scene.WIDTH).isBetween(34, 39);
        assertThat((double) rarity.map().max()).isLessThanOrEqualTo(Math.log10(1 + CALIBRATING) + 1e-6);
    }

    @Test
    void regionsAreToldWithWhatTheyRestOn() {
        assertThat(explained(Map.of()).evidence(Statement.class))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.restsOn()).containsExactly(0))
                .allSatisfy(told -> assertThat(told.text()).contains("by " + CALIBRATING + " normal samples held out"));
        assertThat(explained(Map.of("regions", "0")).evidence(Statement.class)).isEmpty();
    }

    @Test
    void colouredOnTheScaleThatSixSamplesAllowWhateverTheImage() {
        FixedScale scale = explained(Map.of())
                .evidence(Saliency.class)
                .findFirst()
                .orElseThrow()
                .scale()
                .orElseThrow();

        assertThat(scale.full()).isCloseTo(Math.log10(1 + CALIBRATING), within(1e-12));
        assertThat(scale.clear()).isCloseTo(-Math.log10(2.0 / (1 + CALIBRATING)), within(1e-12));
        assertThat(scale.meaning()).contains("0.29", "0.14");
    }

    @Test
    void ofAnImageWithoutRegionsTheHighestPlaceIsTold() {
        try (FittedDetector fitted = fitted()) {
            Sample normal = Scene.normal(1);
            Detection detection = fitted.detect(normal);
            ExplainRequest request = ExplainRequest.of(explainer(), Map.of(), 1);

            assertThat(detection.regions()).isEmpty();
            assertThat(explainer().explain(fitted, normal, detection, request).evidence(Statement.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.text()).contains("no region", "has a p-value of"));
        }
    }

    @Test
    void aDetectorThatNobodyCalibratedIsRefused() {
        try (FittedDetector bare = Training.of(new TemplateDetector())
                .withHeldOut(0)
                .fit(Samples.of(List.of(Scene.normal(1), Scene.normal(2))))) {
            ExplainRequest request = ExplainRequest.of(explainer(), Map.of(), 1);
            assertThatThrownBy(() -> explainer().explain(bare, anomaly(), bare.detect(anomaly()), request))
                    .hasMessageContaining("MapCalibration");
        }
    }
}
