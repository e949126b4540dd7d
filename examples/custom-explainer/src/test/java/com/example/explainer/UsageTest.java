package com.example.explainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explaining;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import org.junit.jupiter.api.Test;

/** The tutorial's program. */
class UsageTest {

    @Test
    void anExplainerExplains() {
        Sample photo = GreyImages.grey("photo", 0.9f);
        try (FittedDetector model = GreyImages.fitted()) {
            Explanation explanation = Explaining.of(new PeakExplainer())
                    .with(PeakExplainer.UNIT, "percent")
                    .explain(model, photo);
            explanation.evidence(Statement.class).map(Statement::text).forEach(System.out::println);
            assertThat(explanation.evidence(Statement.class).map(Statement::text))
                    .containsExactly("The map peaks at row 33 %, column 75 %.");
        }
    }
}
