package io.xvad.video.language.told;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.language.ask.AnswerFormat;
import io.xvad.language.ask.ChatSettings;
import io.xvad.testkit.ExplainerContract;
import io.xvad.video.Walks;
import io.xvad.video.language.Told;
import io.xvad.video.language.WalksProvider;
import io.xvad.video.language.anomalyruler.AnomalyRuler;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldFrameReasonsExplainerTest extends ExplainerContract {

    private static final String RULES =
            "Normal human activities:\nWalking\nAnomalous human activities:\nRiding a bicycle\nKeywords of anomalies:\nriding\n";

    @Override
    protected Explainer explainer() {
        return new ToldFrameReasonsExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return fitted(new Told(WalksProvider::answer));
    }

    private static FittedDetector fitted(Told model) {
        return Training.of(new AnomalyRuler(model))
                .withHeldOut(0.5)
                .with(AnomalyRuler.RULES, RULES)
                .fit(Samples.of(Walks.normals(4)));
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    private static Explanation explained(FittedDetector fitted, Map<String, String> options) {
        Clip clip = Walks.anomaly();
        Explainer explainer = new ToldFrameReasonsExplainer();
        return explainer.explain(fitted, clip, fitted.detect(clip), ExplainRequest.of(explainer, options, 0));
    }

    /** What is bright lies in the upper left; filled, nobody rides any more, which a control elsewhere does not bring about. */
    @Test
    void aReasonIsBorneOutIfTheVerdictFallsWithItsPlace() {
        try (FittedDetector fitted = fitted()) {
            Explanation explanation = explained(fitted, Map.of());
            Statement said = explanation.evidence(Statement.class).findFirst().orElseThrow();
            assertThat(said.text()).isEqualTo("The model told-1 says: \"somebody rides\" (supported)");
            RuleTrace trace = explanation.evidence(RuleTrace.class).findFirst().orElseThrow();
            assertThat(trace.violated()).isFalse();
            assertThat(trace.facts().get(0))
                    .startsWith("answer 1 of told-1 about 0.0 s, prompt ")
                    .endsWith(": anomalous, score 1.00");
        }
    }

    @Test
    void aReasonAtAnotherPlaceIsNot() {
        Told elsewhere = new Told(asked -> asked.words().contains("nine places")
                ? "{\"places\": [\"lower right\"]}"
                : WalksProvider.answer(asked));
        try (FittedDetector fitted = fitted(elsewhere)) {
            assertThat(explained(fitted, Map.of()).evidence(Statement.class).map(Statement::text))
                    .containsExactly("The model told-1 says: \"somebody rides\" (unsupported)");
            assertThat(explained(fitted, Map.of("drop-unsupported", "true"))
                            .evidence(Statement.class)
                            .map(Statement::text))
                    .containsExactly("There is no reason to tell.");
        }
    }

    @Test
    void uncheckedItSaysSo() {
        try (FittedDetector fitted = fitted()) {
            assertThat(explained(fitted, Map.of("check", "false"))
                            .evidence(Statement.class)
                            .map(Statement::text))
                    .containsExactly("The model told-1 says: \"somebody rides\" (unchecked)");
        }
    }

    @Test
    void aPlaceThatIsNowhereOrEverywhereIsNone() {
        Locator nowhere = locator("{\"places\": []}");
        assertThat(nowhere.locate(Walks.anomaly().frames().get(0), "x")).isEmpty();
        Locator corner = locator("{\"places\": [\"upper left\", \"lower right\"]}");
        assertThat(corner.locate(Walks.anomaly().frames().get(0), "x")).hasValueSatisfying(mask -> {
            assertThat(mask.count()).isEqualTo(2 * Walks.HEIGHT * Walks.WIDTH / 9);
            assertThat(mask.at(0, 0)).isTrue();
            assertThat(mask.at(Walks.HEIGHT - 1, Walks.WIDTH - 1)).isTrue();
        });
        assertThat(locator("{\"places\": [\"behind the wall\"]}")
                        .locate(Walks.anomaly().frames().get(0), "x"))
                .isEmpty();
    }

    private static Locator locator(String answer) {
        return new Locator(new Told(asked -> answer), new ChatSettings("", 0, 100, AnswerFormat.JSON), 64);
    }
}
