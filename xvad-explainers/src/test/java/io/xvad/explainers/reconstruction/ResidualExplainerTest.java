package io.xvad.explainers.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

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

class ResidualExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new ResidualExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
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
    void theSquareDiffersFromNormal() {
        AnomalyMap map = first(Map.of()).map();
        assertThat(map.argmax() / Scene.WIDTH).isBetween(3, 8);
        assertThat(map.argmax() % Scene.WIDTH).isBetween(34, 39);
        assertThat(map.at(20, 10)).isLessThan(0.05f);
    }
}
