package io.xvad.language.toldreasons;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.language.Scripted;
import io.xvad.language.TestImages;
import io.xvad.language.gpt4v.Gpt4v;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldReasonsExplainerTest extends ExplainerContract {

    private static final int SIDE = 40;
    private static final Map<String, String> MARKED = Map.of("marks", "grid", "regions", "4", "image-size", "32");

    @Override
    protected Explainer explainer() {
        return new ToldReasonsExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Training.of(new Gpt4v())
                .withOptions(MARKED)
                .withOptions(Map.of("endpoint", "scripted://red/", "model", "red", "marks", "grid", "regions", "4"))
                .fit(TrainingSet.empty());
    }

    @Override
    protected Sample anomaly() {
        return TestImages.anomaly("odd", SIDE);
    }

    private static List<Evidence> evidence(FittedDetector fitted, Map<String, String> options) {
        Explainer explainer = new ToldReasonsExplainer();
        Sample odd = TestImages.anomaly("odd", SIDE);
        Detection detection = fitted.detect(odd);
        return explainer
                .explain(fitted, odd, detection, ExplainRequest.of(explainer, options, 0))
                .evidence();
    }

    @Test
    void aReasonAtTheRightPlaceIsSupported() {
        try (FittedDetector fitted = fitted()) {
            List<Evidence> evidence = evidence(fitted, Map.of());
            assertThat(evidence).hasSize(2);
            assertThat(((RuleTrace) evidence.get(0)).violated()).isFalse();
            assertThat(((RuleTrace) evidence.get(0)).facts().get(0))
                    .startsWith("answer 1 of scripted-1: anomalous, score 0.19");
            assertThat(((Statement) evidence.get(1)).text())
                    .isEqualTo("The model scripted-1 says: \"red is seen\" (supported)");
        }
    }

    @Test
    void aReasonStaysUncheckedWhereTheAnswerAboutAChangedImageCannotBeRead() {
        String hole = "{\"anomalous\": true, \"score\": 0.9, \"reason\": \"a hole\", \"regions\": [4]}";
        for (Scripted model : List.of(Scripted.of(hole, "no"), Scripted.of(hole, hole, "no"))) {
            try (FittedDetector fitted =
                    Training.of(new Gpt4v(model)).withOptions(MARKED).fit(TrainingSet.empty())) {
                assertThat(((Statement) evidence(fitted, Map.of()).get(1)).text())
                        .isEqualTo("The model scripted-1 says: \"a hole\" (unchecked)");
            }
        }
    }

    @Test
    void aReasonOfAModelThatDoesNotLookIsUnsupportedAndCanBeLeftOut() {
        Scripted blind = Scripted.of("{\"anomalous\": true, \"score\": 0.9, \"reason\": \"a hole\", \"regions\": [4]}");
        try (FittedDetector fitted =
                Training.of(new Gpt4v(blind)).withOptions(MARKED).fit(TrainingSet.empty())) {
            assertThat(((Statement) evidence(fitted, Map.of()).get(1)).text()).endsWith("\"a hole\" (unsupported)");
            assertThat(evidence(fitted, Map.of("drop-unsupported", "true"))).isEmpty();
            assertThat(((Statement) evidence(fitted, Map.of("check", "false")).get(1)).text())
                    .endsWith("(unchecked)");
        }
    }
}
