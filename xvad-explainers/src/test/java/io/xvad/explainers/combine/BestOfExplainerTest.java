package io.xvad.explainers.combine;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestOfExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new BestOfExplainer();
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
        return Map.of("explainers", "occlusion,residual");
    }

    /** To measure the maps, and to detect in noise. */
    @Override
    protected int allowance() {
        return 600;
    }

    private Statement first(Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), options, 1);
            return explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), request)
                    .evidence(Statement.class)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void saysWhichWasChosenAndWhy() {
        String text = first(Map.of("explainers", "occlusion,residual")).text();
        assertThat(text)
                .contains("Shown is")
                .contains("occlusion")
                .contains("residual")
                .contains("stability");
    }

    @Test
    void withAFloorNobodyReachesTheMostFaithfulIsKeptAndThatIsSaid() {
        assertThat(first(Map.of("explainers", "occlusion,residual", "stability-floor", "1"))
                        .text())
                .contains("none was stable enough");
    }
}
