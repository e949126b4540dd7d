package io.xvad.video.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.features.MapPainter;
import io.xvad.video.read.Frame;
import io.xvad.video.stream.DifferentiatesFrames;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoNetworkTest {

    static Stream<Detector> detectors() {
        return Stream.of(new FramePrediction(), new FrameReconstruction());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void activationsHaveGradientsOfTheirShape(Detector detector) {
        Map<String, String> options = Map.of("input-size", "32", "width", "2", "epochs", "1");
        try (FittedDetector fitted = Training.of(detector).withOptions(options).fit(Samples.of(Bars.normals()))) {
            DifferentiatesFrames gradients =
                    fitted.capability(DifferentiatesFrames.class).orElseThrow();
            List<Frame> window = Frame.of(Bars.anomaly()).subList(0, gradients.windowLength());
            assertThat(gradients.activations()).contains("down-1-out", "up-1-out");
            for (String name : gradients.activations()) {
                ActivationGradient found = gradients.activationGradient(window, name);
                assertThat(found.gradient().shape())
                        .hasSize(3)
                        .isEqualTo(found.activation().shape());
                float[] gradient = found.gradient().toArray();
                assertThat(gradient).as(name).isNotEqualTo(new float[gradient.length]);
            }
            assertThatThrownBy(() -> gradients.activationGradient(window, "none such"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("down-1-out");
            assertThatThrownBy(() -> gradients.activationGradient(List.of(), "down-1-out"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got 0");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void slopeOfTheScoreEqualsItsFiniteDifference(boolean peak) {
        ErrorScore score = new ErrorScore(16, new MapPainter(16, 1), peak);
        Image frame = Bars.anomaly().frames().get(0);
        float[] errors = new float[256];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = 0.01f + (i == 100 ? 0.2f : 0.0001f * i);
        }
        float[] slope = score.slope(errors, frame);
        float[] more = errors.clone();
        more[100] += 1e-3f;
        double rise = scored(score, more, frame) - scored(score, errors, frame);
        assertThat(rise / 1e-3 / slope[100]).isCloseTo(1, within(0.02));
    }

    private static double scored(ErrorScore score, float[] errors, Image frame) {
        AnomalyMap map = score.map(errors, frame);
        return score.score(errors, map);
    }

    @Test
    void windowsStayInsideTheirClips() {
        Samples clips = Samples.of(List.of(Bars.clip("long", 0, 7, false), Bars.clip("short", 0, 2, false)));
        List<FrameWindow> windows = TrainingWindows.of(clips, 5, 16, (task, done, total) -> {});
        assertThat(windows).extracting(FrameWindow::last).containsExactly(4, 5, 6, 1);
        FrameWindow padded = windows.get(3);
        assertThat(padded.frame(4)).isEqualTo(padded.frame(1)).isNotEqualTo(padded.frame(0));
    }
}
