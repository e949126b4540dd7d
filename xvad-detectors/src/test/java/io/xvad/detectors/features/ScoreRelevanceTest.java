package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.padim.PaDiM;
import io.xvad.detectors.patchcore.PatchCore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreRelevanceTest {

    static Stream<Detector> detectors() {
        return Stream.of(new PatchCore(), new PaDiM());
    }

    /** Relevance gathers around the place where the map peaks; what is missing of the score is kept by dead units. */
    @ParameterizedTest
    @MethodSource("detectors")
    void gathersAtThePeak(Detector detector) {
        try (FittedDetector fitted = Training.of(detector)
                .withOptions(Map.of("engine", "dl4j", "input-size", "96"))
                .fit(Samples.of(TestImages.normals(6)))) {
            PropagatesRelevance lrp =
                    fitted.capability(PropagatesRelevance.class).orElseThrow();
            Image image = TestImages.withSquare();
            int peak = fitted.detect(image).map().argmax();
            for (RelevanceRule rule : List.of(
                    new RelevanceRule.Epsilon(0.25), new RelevanceRule.Gamma(0.25), new RelevanceRule.AlphaBeta(1))) {
                Tensor relevance = lrp.relevance(image, rule, false);
                assertThat(relevance.shape()).containsExactly(1, 60, 80);
                double near = 0;
                double all = 0;
                double sum = 0;
                for (int i = 0; i < 60 * 80; i++) {
                    double size = Math.abs(relevance.buffer().get(i));
                    all += size;
                    sum += relevance.buffer().get(i);
                    near += Math.hypot(i / 80 - peak / 80, i % 80 - peak % 80) < 25 ? size : 0;
                }
                assertThat(near / all).as(rule.toString()).isGreaterThan(0.9);
                if (rule instanceof RelevanceRule.Gamma) {
                    double score = fitted.detect(image).score();
                    assertThat(sum).isBetween(0.7 * score, 1.01 * score);
                }
            }
        }
    }
}
