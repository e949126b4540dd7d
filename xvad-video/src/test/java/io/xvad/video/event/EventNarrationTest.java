package io.xvad.video.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Frame;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventNarrationTest {

    private static final AttributeDeviation USUAL = new AttributeDeviation("size", "px large", 17.7, 8.4, 65.5, 9);

    private static String told(AttributeDeviation... attributes) {
        Image image = Image.of("frame", 1, 30, 30, new float[900]);
        VideoEvent event = new VideoEvent(
                1, 5, 7, new Frame(60, 6, image), 3, 1, new Box(2, 3, 4, 5), List.of(attributes), Optional.empty());
        return EventNarration.inWords(event);
    }

    @Test
    void aSizeIsToldByItsDimension() {
        assertThat(told(new AttributeDeviation("size", "times as wide as tall", 4.1, 0.3, 0.6, 3)))
                .isEqualTo("5.0–7.0 s, upper left: is 4.1 times as wide as tall where 0.3–0.6 is normal here.");
    }

    @Test
    void aVelocityIsToldByItsDirectionOrItsDistance() {
        assertThat(told(new AttributeDeviation("velocity", "px/frame to the left", 1.5, 0, 0.2, 3)))
                .contains("moves at 1.5 px/frame to the left where");
        assertThat(told(new AttributeDeviation("velocity", "", 9, 0, 4, 3)))
                .contains("moves unlike normal things (distance 9.00, normal up to 4.00)");
    }

    @Test
    void whatIsUsualIsNoReason() {
        AttributeDeviation speed = new AttributeDeviation("speed", "px/frame", 3.2, 0.1, 1, 4);
        assertThat(told(USUAL, speed)).contains(": moves at 3.2 px/frame where 0.1–1.0 is normal here.");
    }

    @Test
    void withoutAnythingUnusualTheScoreIsTold() {
        assertThat(told(USUAL)).contains("unlike anything in the normal clips, score 3.00 where 1.00 is the limit");
    }
}
