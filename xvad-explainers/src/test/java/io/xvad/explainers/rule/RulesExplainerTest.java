package io.xvad.explainers.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new RulesExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private Explanation explanation(Sample sample, Map<String, String> options) {
        try (FittedDetector fitted = fitted()) {
            return explainer()
                    .explain(fitted, sample, fitted.detect(sample), ExplainRequest.of(explainer(), options, 1));
        }
    }

    @Test
    void aBrokenRuleIsShownAndSaidInASentenceThatRestsOnIt() {
        Explanation explanation = explanation(anomaly(), Map.of());
        assertThat(explanation.evidence(RuleTrace.class).toList())
                .singleElement()
                .matches(RuleTrace::violated);
        Statement said = explanation.evidence(Statement.class).findFirst().orElseThrow();
        assertThat(said.text()).startsWith("Broken rule: at most 10 difference in all (measured ");
        assertThat(said.restsOn()).isEqualTo(List.of(0));
    }

    @Test
    void keptRulesAreShownWhereAsked() {
        Explanation explanation = explanation(anomaly(), Map.of("kept", "true"));
        assertThat(explanation.evidence(RuleTrace.class).map(RuleTrace::violated))
                .containsExactly(true, false);
    }

    @Test
    void whereNoneIsBrokenASentenceSaysSo() {
        Explanation explanation = explanation(Scene.normal(0), Map.of());
        assertThat(explanation.evidence(RuleTrace.class)).isEmpty();
        assertThat(explanation.evidence(Statement.class).map(Statement::text))
                .containsExactly("None of 2 rules is broken.");
    }
}
