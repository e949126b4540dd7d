package io.xvad.generative.guideddiffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.generative.TestImages;
import io.xvad.generative.diffusion.Anomalies;
import io.xvad.testkit.DetectorContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuidedDiffusionTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new GuidedDiffusion();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return Anomalies.square(99);
    }

    @Override
    protected LabelledSamples labelled() {
        return LabelledSamples.of(
                List.of(Anomalies.square(50), Anomalies.square(51), TestImages.normal(52)),
                List.of(Label.anomaly(), Label.anomaly(), Label.normal()));
    }

    @Override
    protected Map<String, String> options() {
        return Map.ofEntries(
                Map.entry("input-size", "32"),
                Map.entry("width", "4"),
                Map.entry("classifier-width", "4"),
                Map.entry("multipliers", "1,2"),
                Map.entry("attention-side", "0"),
                Map.entry("epochs", "2"),
                Map.entry("classifier-epochs", "2"),
                Map.entry("epoch-images", "32"),
                Map.entry("batch-size", "4"),
                Map.entry("learning-rate", "0.005"),
                Map.entry("average", "0.9"),
                Map.entry("noise-time", "500"),
                Map.entry("guidance", "30"),
                Map.entry("sampling-steps", "3"));
    }

    @Test
    void refusesMoreNoiseThanItLearns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.of(detector())
                        .withOptions(Map.of("noise-time", "700"))
                        .fit(Samples.of(normals())))
                .withMessageContaining("trained-times");
    }

    @Test
    void refusesLevelsThatAreNoNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.of(detector())
                        .withOptions(Map.of("multipliers", "1,two"))
                        .fit(Samples.of(normals())))
                .withMessageContaining("multipliers");
    }

    @Test
    void thereAreAboutAsManyAnomalousAsNormalImages() {
        List<Lesson> lessons = Lesson.of(
                List.of(TestImages.normal(1), TestImages.normal(2), TestImages.normal(3), TestImages.normal(4)),
                List.of(Anomalies.square(1), Anomalies.square(2)));

        assertThat(lessons).hasSize(8);
        assertThat(lessons.stream().mapToDouble(Lesson::label).sum()).isEqualTo(4);
    }

    @Test
    void syntheticDefectsStandInForAnomalies() {
        List<Lesson> lessons = Lesson.of(List.of(TestImages.normal(1)), List.of());

        assertThat(lessons.stream().map(Lesson::kind)).containsExactly(Lesson.Kind.NORMAL, Lesson.Kind.DEFECTED);
    }
}
