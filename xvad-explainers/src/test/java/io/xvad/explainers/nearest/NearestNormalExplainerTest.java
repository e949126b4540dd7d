package io.xvad.explainers.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.NearestNormal;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import org.junit.jupiter.api.Test;

class NearestNormalExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new NearestNormalExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    @Test
    void showsNormalPatchesOfTheAnomalousPlace() {
        try (FittedDetector fitted = fitted()) {
            Detection detection = fitted.detect(anomaly());
            Explanation explanation =
                    explainer().explain(fitted, anomaly(), detection, ExplainRequest.defaults(explainer()));
            NearestNormal nearest =
                    explanation.evidence(NearestNormal.class).findFirst().orElseThrow();
            assertThat(nearest.region().box()).isEqualTo(new Box(34, 3, 6, 6));
            assertThat(nearest.patches()).hasSize(3);
            assertThat(nearest.patches().get(0).sampleId()).startsWith("normal-");
            nearest.patches().get(0).box().requireInside(Scene.HEIGHT, Scene.WIDTH);
            AttributeDeviation brightness =
                    explanation.evidence(AttributeDeviation.class).findFirst().orElseThrow();
            assertThat(brightness.attribute()).isEqualTo("brightness");
            assertThat(brightness.observed()).isLessThan(brightness.normalLow());
            assertThat(brightness.surprise()).isGreaterThan(3);
        }
    }
}
