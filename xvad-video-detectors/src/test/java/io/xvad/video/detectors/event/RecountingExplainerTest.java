package io.xvad.video.detectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Statement;
import io.xvad.testkit.ExplainerContract;
import io.xvad.video.Walks;
import io.xvad.video.detectors.exemplars.Exemplars;
import io.xvad.video.event.RecountingExplainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecountingExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new RecountingExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Training.of(new Exemplars())
                .fit(
                        Samples.of(Walks.normals(3)),
                        Samples.of(List.of(Walks.clip(61, 30, 6, 1, 30), Walks.clip(62, 30, 9, 1, 30))));
    }

    @Override
    protected Sample anomaly() {
        return Walks.clip(51, 16, 36, -1, 30);
    }

    private Explanation explained(Sample clip) {
        try (FittedDetector fitted = fitted()) {
            return explainer().explain(fitted, clip, fitted.detect(clip), ExplainRequest.defaults(explainer()));
        }
    }

    @Test
    void wordsCarryTheMeasuredNumbers() {
        Explanation explanation = explained(anomaly());
        Statement statement = explanation.evidence(Statement.class).findFirst().orElseThrow();
        assertThat(explanation.evidence(AttributeDeviation.class)).anySatisfy(one -> {
            assertThat(one.attribute()).isEqualTo("heading");
            assertThat(one.observed()).isZero();
        });
        assertThat(statement.text()).contains("lower ").contains("heads where no normal thing here did");
        assertThat(explanation.evidence(NearestNormal.class)).isNotEmpty();
    }

    @Test
    void nothingUnusualIsSaidOfANormalClip() {
        Explanation explanation = explained(Walks.clip(70, 30, 8, 1, 30));
        assertThat(explanation.evidence())
                .isEqualTo(List.of(new Statement("Nothing unusual.", List.of(), "recounting")));
    }
}
