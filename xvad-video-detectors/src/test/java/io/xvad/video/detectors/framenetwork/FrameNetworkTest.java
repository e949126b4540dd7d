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
        List<FrameWindow> windows = TrainingWindows.of(clips, 5, new FrameForm(1, 16), (task, done, total) -> {});
        assertThat(windows).extracting(FrameWindow::last).containsExactly(4, 5, 6, 1);
        FrameWindow padded = windows.get(3);
        assertThat(padded.frame(4)).isEqualTo(padded.frame(1)).isNotEqualTo(padded.frame(0));
    }

    @Test
    void framesAreGreyOrPlanesOfColours() {
        Image grey = Image.of("grey", 1, 1, 2, new float[] {0.25f, 0.75f});
        Image coloured = Image.of("coloured", 3, 1, 1, new float[] {0.3f, 0.6f, 0.9f});
        assertThat(FrameWindow.resized(grey, new FrameForm(1, 1))).containsExactly(0.5f);
        assertThat(FrameWindow.resized(coloured, new FrameForm(1, 1)))
                .containsExactly(new float[] {0.6f}, within(1e-6f));
        assertThat(FrameWindow.resized(coloured, new FrameForm(3, 1)))
                .containsExactly(new float[] {0.3f, 0.6f, 0.9f}, within(1e-6f));
        assertThat(FrameWindow.resized(grey, new FrameForm(3, 1))).containsExactly(0.5f, 0.5f, 0.5f);
    }

    /** 40 windows of one clip: four in a row are held out, and none that shares a frame with one of them is learned from. */
    @Test
    void heldOutWindowsShareNoFrameWithThoseLearnedFrom() {
        List<FrameWindow> all = TrainingWindows.of(
                Samples.of(List.of(Bars.clip("long", 0, 44, false))),
                5,
                new FrameForm(1, 16),
                (task, done, total) -> {});
        HeldOutWindows windows = HeldOutWindows.of(all, 5, 3);
        int first = windows.heldOut().get(0).last();
        assertThat(windows.heldOut())
                .extracting(FrameWindow::last)
                .containsExactly(first, first + 1, first + 2, first + 3);
        assertThat(windows.train())
                .isNotEmpty()
                .allMatch(window -> window.last() <= first - 5 || window.last() >= first + 8)
                .hasSizeGreaterThanOrEqualTo(28);
        assertThat(windows.scaling()).isEqualTo(windows.heldOut());
    }

    @Test
    void ofTooFewWindowsNoneIsHeldOutAndScoresAreScaledOnThoseLearnedFrom() {
        List<FrameWindow> all = TrainingWindows.of(
                Samples.of(List.of(Bars.clip("short", 0, 8, false))),
                5,
                new FrameForm(1, 16),
                (task, done, total) -> {});
        HeldOutWindows windows = HeldOutWindows.of(all, 5, 3);
        assertThat(windows.heldOut()).isEmpty();
        assertThat(windows.train()).isEqualTo(all);
        assertThat(windows.scaling()).isEqualTo(all);
    }

    @Test
    void somePlacesAreSpreadEvenly() {
        List<FrameWindow> all = TrainingWindows.of(
                Samples.of(List.of(Bars.clip("long", 0, 11, false))),
                2,
                new FrameForm(1, 16),
                (task, done, total) -> {});
        assertThat(HeldOutWindows.spread(all, 4)).extracting(FrameWindow::last).containsExactly(1, 4, 7, 10);
        assertThat(HeldOutWindows.spread(all, 20)).isEqualTo(all);
    }
}
