package io.xvad.explainers.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsensusExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new ConsensusExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("explainers", "occlusion,lime");
    }

    private Saliency first(Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), options, 1);
            return explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), request)
                    .evidence(Saliency.class)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void agreesOnTheSquare() {
        AnomalyMap map =
                first(Map.of("explainers", "occlusion,residual,attention")).map();
        assertThat(map.argmax() / Scene.WIDTH).isBetween(3, 8);
        assertThat(map.argmax() % Scene.WIDTH).isBetween(34, 39);
        assertThat(map.max()).isLessThanOrEqualTo(1);
    }

    @Test
    void doesNotCombineItself() {
        assertThatThrownBy(() -> first(Map.of("explainers", "best-of")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("combines others");
        assertThatThrownBy(() -> first(Map.of("explainers", "verbal")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shows no saliency");
    }
}
