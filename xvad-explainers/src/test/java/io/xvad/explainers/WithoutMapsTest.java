package io.xvad.explainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.registry.Registry;
import io.xvad.explainers.clip.ClipFormula;
import io.xvad.explainers.clip.MovingSquare;
import io.xvad.explainers.clip.TubeletRiseExplainer;
import io.xvad.explainers.narration.VerbalExplainer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some detectors give no anomaly map: explainers that need none work, the others say what is missing. */
class WithoutMapsTest {

    private record WithoutMaps(FittedDetector inner) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            Detection detection = inner.detect(sample);
            return new Detection(detection.sampleId(), detection.score(), detection.verdict(), List.of(), List.of());
        }

        @Override
        public Capabilities capabilities() {
            return inner.capabilities();
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

    private static List<Evidence> evidence(
            Explainer explainer, FittedDetector fitted, Sample sample, Map<String, String> options) {
        ExplainRequest request = ExplainRequest.of(explainer, options, 1);
        return explainer.explain(fitted, sample, fitted.detect(sample), request).evidence();
    }

    static Stream<Explainer> explainersOfImages() {
        return Registry.load(Explainer.class).all().stream()
                .filter(explainer -> explainer.sampleKinds().contains(SampleKind.IMAGE));
    }

    @ParameterizedTest
    @MethodSource("explainersOfImages")
    void anExplainerWorksOrSaysThatAMapIsMissing(Explainer explainer) {
        try (FittedDetector fitted = new WithoutMaps(Scene.fitted())) {
            if (explainer.requiresMaps()) {
                assertThatThrownBy(() -> evidence(explainer, fitted, Scene.withSquare(), Map.of()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("explainer '" + explainer.name()
                                + "' needs a detector that gives anomaly maps, which 'template' does not");
            } else {
                assertThat(evidence(explainer, fitted, Scene.withSquare(), Map.of()))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void wordsSayWhatIsKnown() {
        try (FittedDetector fitted = new WithoutMaps(Scene.fitted())) {
            List<Evidence> evidence = evidence(new VerbalExplainer(), fitted, Scene.withSquare(), Map.of());
            assertThat(evidence.stream().filter(Statement.class::isInstance).map(one -> ((Statement) one).text()))
                    .hasSize(3)
                    .anyMatch(text -> text.contains("score"))
                    .anyMatch(text -> text.startsWith("Broken rule: "))
                    .noneMatch(text -> text.contains("region"));
        }
    }

    @Test
    void theScoreOfAClipCanBeExplainedButNotItsMaps() {
        FittedDetector fitted = new WithoutMaps(ClipFormula.brightness());
        Explainer explainer = new TubeletRiseExplainer();
        assertThat(evidence(explainer, fitted, MovingSquare.clip(), Map.of("max-detections", "10")))
                .hasSize(MovingSquare.FRAMES);
        assertThatThrownBy(() -> evidence(explainer, fitted, MovingSquare.clip(), Map.of("explained", "maps")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'maps' needs a detector that gives anomaly maps")
                .hasMessageContaining("clip-formula");
    }
}
