package io.xvad.explainers.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedRegionsExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new NamedRegionsExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private Explanation explanation(Sample sample) {
        try (FittedDetector fitted = fitted()) {
            return explainer()
                    .explain(fitted, sample, fitted.detect(sample), ExplainRequest.of(explainer(), Map.of(), 1));
        }
    }

    @Test
    void aRegionIsAReasonWithItsPlaceAndASentenceThatRestsOnIt() {
        Explanation explanation = explanation(anomaly());
        Reason reason = explanation.evidence(Reason.class).findFirst().orElseThrow();
        assertThat(reason.name()).isEqualTo("different-pixels");
        assertThat(reason.place().area()).isPositive();
        assertThat(reason.measurements()).singleElement().matches(one -> one.observed() > 0);
        Statement said = explanation.evidence(Statement.class).findFirst().orElseThrow();
        assertThat(said.text()).startsWith("'different pixels' at x ").contains("confidence 0.50 by its words alone");
        assertThat(said.restsOn()).isEqualTo(List.of(1));
        assertThat(explanation.evidence(Saliency.class)).hasSize(1);
    }

    @Test
    void whereNothingIsFoundASentenceSaysSo() {
        Explanation explanation = explanation(Scene.normal(0));
        assertThat(explanation.evidence(Statement.class).map(Statement::text))
                .containsExactly("Nothing was found that has a name.");
    }
}
