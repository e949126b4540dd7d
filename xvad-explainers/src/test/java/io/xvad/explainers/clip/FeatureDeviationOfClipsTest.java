package io.xvad.explainers.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.attribute.FeatureDeviationExplainer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureDeviationOfClipsTest {

    @Test
    void aDetectorOfClipsThatMeasuresAttributesNamesThem() {
        Explainer explainer = new FeatureDeviationExplainer();
        ClipFormula detector = ClipFormula.brightness();
        ExplainRequest request = ExplainRequest.of(explainer, Map.of("count", "1"), 1);
        assertThat(explainer
                        .explain(detector, MovingSquare.clip(), detector.detect(MovingSquare.clip()), request)
                        .evidence(AttributeDeviation.class))
                .extracting(AttributeDeviation::attribute)
                .containsExactly("score");
    }
}
