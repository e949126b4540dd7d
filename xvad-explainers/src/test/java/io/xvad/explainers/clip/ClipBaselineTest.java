package io.xvad.explainers.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipBaselineTest {

    /** One tubelet that hides everything shows the baseline and nothing else. */
    private static Clip baseline(Clip clip, String replacement) {
        ClipFormula detector = ClipFormula.brightness();
        MovingSquare.maps(
                new TubeletOcclusionExplainer(),
                detector,
                clip,
                Map.of("size", "1", "stride", "1", "lengths", "1", "replacement", replacement));
        return detector.seen().stream().skip(1).reduce((first, last) -> last).orElseThrow();
    }

    /** Square, so that one tubelet covers all of it; a bright column walks over grey. */
    private static Clip walking() {
        List<Image> frames = java.util.stream.IntStream.range(0, 5)
                .mapToObj(frame -> {
                    float[] values = new float[3 * 64];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = i % 8 == frame ? 1 : 0.1f * (1 + i / 64);
                    }
                    return Image.of("frame-" + frame, 3, 8, 8, values);
                })
                .toList();
        return Clip.of("walking", frames, 10);
    }

    @Test
    void theMedianForgetsWhatMoves() {
        for (String replacement : List.of("auto", "median")) {
            assertThat(baseline(walking(), replacement).frames()).allSatisfy(frame -> {
                for (int i = 0; i < 3 * 64; i++) {
                    assertThat(frame.buffer().get(i)).isCloseTo(0.1f * (1 + i / 64), within(1e-6f));
                }
            });
        }
    }

    @Test
    void theMeanIsOneColour() {
        Image frame = baseline(walking(), "mean").frames().get(3);
        for (int i = 0; i < 3 * 64; i++) {
            float expected = 1 / 8f + 7 / 8f * 0.1f * (1 + i / 64);
            assertThat(frame.buffer().get(i)).isCloseTo(expected, within(1e-6f));
        }
    }

    @Test
    void theBlurIsTheMeanAround() {
        Image before = walking().frames().get(2);
        Image after = baseline(walking(), "blur").frames().get(2);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    assertThat(after.at(c, y, x)).isCloseTo(around(before, c, y, x), within(1e-6f));
                }
            }
        }
    }

    private static float around(Image image, int c, int y, int x) {
        double sum = 0;
        int count = 0;
        for (int row = Math.max(0, y - 1); row <= Math.min(7, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(7, x + 1); column++) {
                sum += image.at(c, row, column);
                count++;
            }
        }
        return (float) (sum / count);
    }

    @Test
    void twoFramesAreTooFewForAMedian() {
        Clip two = Clip.of("two", walking().frames().subList(0, 2), 10);
        assertThat(baseline(two, "auto")).isEqualTo(baseline(two, "blur"));
        assertThat(baseline(two, "auto")).isNotEqualTo(baseline(two, "median"));
    }
}
