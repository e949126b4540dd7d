package io.xvad.video.detectors.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.video.Walks;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private static final int SNIPPET = 6;
    private static final int OUTSIDE = -100;

    private final Standstill still = new Standstill();

    /** So many snippets of a square of 12 x 12 pixels in a frame of 48 x 72. */
    private void see(int snippets, double start, double speed) {
        List<Image> frames =
                Walks.clip(7, snippets * SNIPPET, start, speed, 24).frames();
        for (int i = 0; i < snippets; i++) {
            still.see(frames.subList(i * SNIPPET, (i + 1) * SNIPPET));
        }
    }

    private float share(int grid, int place) {
        return still.share(PatchArea.of(grid, place, still.rows(), still.columns()));
    }

    @Test
    void whoWalksByDoesNotStand() {
        see(8, -12, 2);
        assertThat(share(0, 0)).isZero();
    }

    @Test
    void whoStopsStandsFromTheThirdSnippetOn() {
        see(5, OUTSIDE, 0);
        see(2, 12, 0);
        assertThat(share(0, 0)).isZero();
        see(1, 12, 0);
        assertThat(share(0, 0)).isCloseTo(12 * 12 / (48f * 72f), within(0.015f));
        assertThat(share(2, 3)).as("lower left, where the square is").isGreaterThan(4 * 0.9f * share(0, 0));
        assertThat(share(2, 1)).as("upper left").isZero();
        see(1, OUTSIDE, 0);
        assertThat(share(0, 0)).as("it has gone").isZero();
    }

    @Test
    void whatStaysForGoodBecomesBackground() {
        see(5, OUTSIDE, 0);
        see(70, 12, 0);
        assertThat(share(0, 0)).isZero();
    }
}
