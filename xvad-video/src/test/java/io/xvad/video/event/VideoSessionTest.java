package io.xvad.video.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import io.xvad.video.live.Brightness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoSessionTest {

    private static Frame frame(int index, double value) {
        float[] values = new float[16 * 24];
        Arrays.fill(values, (float) value);
        return new Frame(index, index / 10.0, Image.of("f" + index, 1, 16, 24, values));
    }

    private static List<VideoEvent> closed(double[] scores, EventRules rules) {
        List<VideoEvent> closed = new ArrayList<>();
        try (VideoSession session = VideoSession.open(new Brightness(0), 10, rules)) {
            for (int i = 0; i < scores.length; i++) {
                closed.addAll(session.push(frame(i, scores[i])).closed());
            }
            closed.addAll(session.finish().closed());
        }
        return closed;
    }

    @Test
    void anEventLastsFromItsRiseToItsFall() {
        double[] scores = {0, 0, 0.3, 0.6, 0.9, 0.6, 0.3, 0, 0, 0, 0, 0};
        List<VideoEvent> events = closed(scores, new EventRules(0.5, 0.2, 0.3));
        assertThat(events).hasSize(1);
        VideoEvent event = events.get(0);
        assertThat(event.start()).isEqualTo(0.2);
        assertThat(event.end()).isEqualTo(0.6);
        assertThat(event.peak().index()).isEqualTo(4);
        assertThat(event.peakScore()).isEqualTo(0.9f);
    }

    @Test
    void aShortDipDoesNotEndIt() {
        double[] scores = {0, 0.8, 0, 0.8, 0, 0, 0, 0, 0.8, 0};
        assertThat(closed(scores, new EventRules(0.5, 0.2, 0.3))).hasSize(2);
        assertThat(closed(scores, new EventRules(0.5, 0.2, 0))).hasSize(3);
    }

    @Test
    void whatStaysBetweenTheThresholdsIsNoEvent() {
        assertThat(closed(new double[] {0.3, 0.4, 0.3, 0.45, 0.1}, new EventRules(0.5, 0.2, 0)))
                .isEmpty();
    }

    @Test
    void whatIsOpenAtTheEndIsClosed() {
        assertThat(closed(new double[] {0, 0.9, 0.9}, new EventRules(0.5, 0.2, 1)))
                .hasSize(1);
    }

    @Test
    void anEventIsToldWhenItOpens() {
        try (VideoSession session = VideoSession.open(new Brightness(0), 10, new EventRules(0.5, 0.2, 0.3))) {
            assertThat(session.push(frame(0, 0.1)).opened()).isEmpty();
            assertThat(session.push(frame(1, 0.7)).opened())
                    .singleElement()
                    .satisfies(event -> assertThat(event.number()).isEqualTo(1));
            assertThat(session.push(frame(2, 0.7)).opened()).isEmpty();
            assertThat(session.current())
                    .hasValueSatisfying(event -> assertThat(event.end()).isEqualTo(0.2));
        }
    }

    @Test
    void needsACalibratedDetectorForItsUsualRules() {
        assertThatThrownBy(() -> EventRules.of(new Brightness(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("calibrated");
        assertThatThrownBy(() -> new EventRules(0.1, 0.2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
