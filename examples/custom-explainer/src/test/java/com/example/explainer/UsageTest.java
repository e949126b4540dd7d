package com.example.explainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.core.registry.Registry;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tutorial's program. */
class UsageTest {

    @Test
    void anExplainerIsFoundByItsNameAndExplains() {
        Sample photo = GreyImages.grey("photo", 0.9f);
        try (FittedDetector model = GreyImages.fitted()) {
            Explainer explainer = Registry.load(Explainer.class).get("peak");
            ExplainRequest request = ExplainRequest.of(explainer, Map.of("unit", "percent"), 0);
            Detection detection = model.detect(photo);
            Explanation explanation = explainer.explain(model, photo, detection, request);
            explanation.evidence(Statement.class).map(Statement::text).forEach(System.out::println);
            assertThat(explanation.evidence(Statement.class).map(Statement::text))
                    .containsExactly("The map peaks at row 33 %, column 75 %.");
        }
    }
}
