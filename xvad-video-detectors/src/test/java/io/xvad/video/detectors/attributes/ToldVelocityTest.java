package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everybody walks to the right, at 0.8 to 1.2 pixels. */
class ToldVelocityTest {

    private static final List<float[]> WALKERS = IntStream.range(0, 100)
            .mapToObj(i -> new float[] {0.8f + 0.004f * i, 0, 0, 0})
            .toList();

    private static Optional<String> unit(float... histogram) {
        return ToldVelocity.of(histogram, WALKERS).map(ToldVelocity::unit);
    }

    @Test
    void whoIsFastIsToldByTheSum() {
        assertThat(unit(2, 1, 0, 0)).contains("px/frame");
    }

    @Test
    void whoGoesTheOtherWayIsToldByTheDirection() {
        assertThat(unit(0, 0, 1, 0)).contains("px/frame to the left");
        assertThat(unit(0.5f, 0, 0, 0.5f)).contains("px/frame upwards");
    }

    @Test
    void whoWalksIsNotTold() {
        assertThat(unit(1, 0, 0, 0)).isEmpty();
    }

    @Test
    void directionsWithoutANameAreAngles() {
        assertThat(ToldVelocity.of(new float[] {0, 1, 0}, List.of(new float[] {1, 0, 0}))
                        .map(ToldVelocity::unit))
                .contains("px/frame at 120 degrees");
    }
}
