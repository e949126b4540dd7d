package io.xvad.video.detectors.framenetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.detectors.features.MapPainter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameNetworkTest {

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
        AnomalyMap map = score.map(errors, frame.height(), frame.width());
        return score.decibels(errors, map);
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
