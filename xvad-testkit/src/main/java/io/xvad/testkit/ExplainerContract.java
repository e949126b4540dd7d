package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Names;
import io.xvad.core.registry.Registry;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every explainer must keep. Extend it in your own tests. */
public abstract class ExplainerContract {

    private static final long SEED = 7;

    /** The explainer under test. */
    protected abstract Explainer explainer();

    /** A detector it can explain; the caller closes it. */
    protected abstract FittedDetector fitted();

    /** A sample that the detector finds anomalous. */
    protected abstract Sample anomaly();

    /** Option values that keep the tests fast. */
    protected Map<String, String> options() {
        return Map.of();
    }

    private Explanation explain(FittedDetector fitted) {
        ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
        return explainer().explain(fitted, anomaly(), fitted.detect(anomaly()), request);
    }

    @Test
    void hasAKebabCaseNameAndIsFoundByIt() {
        assertThat(Names.requireKebabCase("explainer", explainer().name()))
                .isEqualTo(explainer().name());
        assertThat(explainer().description()).isNotBlank();
        assertThat(Registry.load(Explainer.class).get(explainer().name())).hasSameClassAs(explainer());
    }

    @Test
    void givesEvidenceAndSaysHowItWasMade() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explain(fitted);
            assertThat(explanation.evidence()).isNotEmpty();
            assertThat(explanation.audit().explainer()).isEqualTo(explainer().name());
            assertThat(explanation.audit().seed()).isEqualTo(SEED);
            assertThat(explanation.audit().modelFingerprint())
                    .isEqualTo(fitted.provenance().fingerprint());
        }
    }

    @Test
    void sameSeedSameEvidence() {
        try (FittedDetector fitted = fitted()) {
            assertThat(explain(fitted).evidence()).isEqualTo(explain(fitted).evidence());
        }
    }

    @Test
    void survivesJson() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explain(fitted);
            assertThat(Explanation.fromJson(explanation.toJson()).toJson()).isEqualTo(explanation.toJson());
        }
    }

    @Test
    void saliencyHasTheGeometryOfTheSample() {
        try (FittedDetector fitted = fitted()) {
            assertThat(explain(fitted).evidence(Saliency.class)).allSatisfy(saliency -> {
                assertThat(saliency.map().height()).isEqualTo(anomaly().height());
                assertThat(saliency.map().width()).isEqualTo(anomaly().width());
            });
        }
    }

    @Test
    void statementsRestOnEvidenceThatIsThere() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explain(fitted);
            assertThat(explanation.evidence(Statement.class)).allSatisfy(statement -> {
                assertThat(statement.text()).isNotBlank();
                assertThat(statement.restsOn())
                        .allMatch(index ->
                                index >= 0 && index < explanation.evidence().size());
            });
        }
    }

    @Test
    void refusesADetectorThatLacksACapability() {
        try (FittedDetector fitted = fitted()) {
            Detection detection = fitted.detect(anomaly());
            FittedDetector bare = new WithoutCapabilities(fitted);
            ExplainRequest request = ExplainRequest.of(explainer(), options(), SEED);
            if (explainer().requiredCapabilities().isEmpty()) {
                assertThat(explainer()
                                .explain(bare, anomaly(), detection, request)
                                .detection())
                        .isEqualTo(detection);
            } else {
                assertThatThrownBy(() -> explainer().explain(bare, anomaly(), detection, request))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("capability");
            }
        }
    }

    private record WithoutCapabilities(FittedDetector inner) implements FittedDetector {
        @Override
        public Detection detect(Sample sample) {
            return inner.detect(sample);
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public void save(ModelWriter model) {
            inner.save(model);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
