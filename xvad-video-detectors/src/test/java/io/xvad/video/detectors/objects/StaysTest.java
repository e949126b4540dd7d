package io.xvad.video.detectors.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.video.relations.SceneObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaysTest {

    private static final Box PLACE = new Box(50, 50, 10, 20);

    private final Stays stays = new Stays(0.2);

    /** The stay of one object that a track has followed for a while. */
    private double next(Box box, double speed, double tracked, double seconds) {
        SceneObject object = new SceneObject(0, "thing", 0, box, speed, 0);
        return stays.next(List.of(object), List.of(tracked), seconds).get(0);
    }

    @Test
    void whoStandsWhereSomethingStoodAMomentBeforeIsTheSame() {
        assertThat(next(PLACE, 0, 2, 10)).isEqualTo(2);
        assertThat(stays.next(List.of(), List.of(), 11)).isEmpty();
        assertThat(next(new Box(51, 50, 10, 20), 1, 0.1, 12)).isCloseTo(4, within(1e-9));
    }

    @Test
    void whoMovesOnIsNot() {
        next(PLACE, 0, 2, 10);
        assertThat(next(PLACE, 30, 0.1, 11)).isCloseTo(0.1, within(1e-9));
        assertThat(next(new Box(80, 50, 10, 20), 0, 0.1, 11.5)).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void whatStoodThereLongAgoOrForAMomentIsForgotten() {
        next(PLACE, 0, 0.2, 10);
        assertThat(next(PLACE, 0, 0.1, 10.5)).as("a moment").isCloseTo(0.1, within(1e-9));
        next(PLACE, 0, 2, 20);
        assertThat(next(PLACE, 0, 0.1, 25)).as("long ago").isCloseTo(0.1, within(1e-9));
    }

    @Test
    void aPlaceIsRememberedAsItWasFirst() {
        next(PLACE, 0, 2, 10);
        next(new Box(50, 50, 14, 20), 0, 0.1, 10.5);
        assertThat(next(new Box(50, 50, 19, 20), 0, 0.1, 11))
                .as("half of it and more")
                .isCloseTo(3, within(1e-9));
        assertThat(next(new Box(50, 50, 22, 20), 0, 0.1, 11.5)).isCloseTo(0.1, within(1e-9));
    }
}
