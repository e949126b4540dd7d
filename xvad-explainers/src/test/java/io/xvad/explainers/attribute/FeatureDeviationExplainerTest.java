package io.xvad.explainers.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureDeviationExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new FeatureDeviationExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private AttributeDeviation first(Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), options, 1);
            return explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), request)
                    .evidence(AttributeDeviation.class)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theMostSurprisingComesFirst() {
        assertThat(first(Map.of("count", "1")).attribute()).isEqualTo("score");
    }
}
