package io.xvad.explainers.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterfactualExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new CounterfactualExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private Counterfactual first(Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            ExplainRequest request = ExplainRequest.of(explainer(), options, 1);
            return explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), request)
                    .evidence(Counterfactual.class)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void onlyTheSquareIsReplacedAndTheScoreProvesIt() {
        Counterfactual counterfactual = first(Map.of("seam", "0", "steps", "12"));
        assertThat(counterfactual.scoreAfter()).isLessThan(counterfactual.scoreBefore() / 2);
        int changed = 0;
        for (float value : counterfactual.difference().toArray()) {
            changed += value > 0.1 ? 1 : 0;
        }
        assertThat(changed).isBetween(18, 36);
        assertThat(counterfactual.difference().at(20, 10)).isLessThan(0.06f);
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.detect(counterfactual.normalVersion()).score()).isEqualTo(counterfactual.scoreAfter());
        }
    }

    @Test
    void theSeamIsSoft() {
        Counterfactual counterfactual = first(Map.of("seam", "0.1"));
        assertThat(counterfactual.scoreAfter()).isLessThan(counterfactual.scoreBefore());
    }
}
