package io.xvad.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {

    private static final AnomalyMap MAP = AnomalyMap.of(1, 3, new float[] {0.1f, -2, Float.MIN_VALUE});
    private static final Image IMAGE = Image.of("bild \"1\"", 1, 1, 2, new float[] {0.3f, 1});
    private static final Region REGION = new Region(0, new Box(1, 0, 1, 1), 1, 0, 1, 0.7f, 1 / 3.0);

    private static Explanation explanation() {
        Verdict verdict = new Verdict(Decision.ANOMALOUS, OptionalDouble.of(0.05), OptionalDouble.of(1.5));
        List<Evidence> evidence = List.of(
                new Saliency(0, MAP, true),
                new Counterfactual(IMAGE, MAP, 3.5, 0.25),
                new NearestNormal(REGION, IMAGE, List.of(new NormalPatch("n", new Box(0, 0, 2, 1), 0.125, IMAGE))),
                new AttributeDeviation("brightness", "", 0.9, 0.1, 0.2, 7),
                new RuleTrace("a > b", List.of("a = 1", "b = 2"), true),
                new Statement("It is brighter.", List.of(0, 3), "verbal"),
                new OpaqueEvidence("smell", "{\"sweet\":true}"));
        AuditRecord audit = new AuditRecord(
                "toy", "abc", "all", Map.of("count", "3"), Long.MIN_VALUE, "0.1", Duration.ofNanos(1234567890123L));
        return new Explanation(
                new Detection("s", 3.5, verdict, List.of(MAP), List.of(REGION)),
                evidence,
                List.of(new Quality("deletion-auc", 0.1, false), new Quality("undefined", Double.NaN, true)),
                audit);
    }

    @Test
    void everyTypeOfEvidenceComesBackAsItWas() {
        Explanation explanation = explanation();
        assertThat(Explanation.fromJson(explanation.toJson())).isEqualTo(explanation);
    }

    @Test
    void anUndecidedDetectionComesBackAsItWas() {
        Explanation undecided = new Explanation(
                Detection.undecided("s", 1, List.of(MAP)),
                List.of(),
                List.of(),
                explanation().audit());
        assertThat(Explanation.fromJson(undecided.toJson())).isEqualTo(undecided);
    }

    @Test
    void whatWasSpentOnADetectionComesBackAsItWas() {
        Explanation found = explanation();
        Explanation searched =
                new Explanation(found.detection().with(new Effort(57, false)), List.of(), List.of(), found.audit());
        assertThat(searched.toJson()).contains("\"effort\":{\"steps\":57,\"complete\":false}");
        assertThat(Explanation.fromJson(searched.toJson())).isEqualTo(searched);
    }

    @Test
    void theFixedScaleOfAMapComesBackAsItWas() {
        Explanation found = explanation();
        FixedScale scale = new FixedScale("how rare it is", 1, 1.5);
        Saliency rarity = new Saliency(0, AnomalyMap.of(1, 2, new float[] {0, 1}), false, Optional.of(scale));
        Explanation scaled = new Explanation(found.detection(), List.of(rarity), List.of(), found.audit());

        assertThat(scaled.toJson()).contains("\"scale\":{\"meaning\":\"how rare it is\",\"clear\":1.0,\"full\":1.5}");
        assertThat(Explanation.fromJson(scaled.toJson())).isEqualTo(scaled);
    }

    @Test
    void aScaleOfNoLengthIsRefused() {
        assertThatThrownBy(() -> new FixedScale("how rare it is", 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clear < full");
    }

    @Test
    void brokenJsonNamesWhatIsMissing() {
        assertThatThrownBy(() -> Explanation.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Explanation.fromJson("{\"quality\":[]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("detection");
    }
}
