package io.xvad.video.detectors.interpretable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeldLevelTest {

    @Test
    void afterAnAlarmItFallsByTheSecond() {
        HeldLevel held = new HeldLevel(10);
        assertThat(held.next(1)).isEqualTo(1);
        double score = 1;
        for (int t = 0; t < 10; t++) {
            score = held.next(0);
        }
        assertThat(score).isCloseTo(Math.exp(-1), within(1e-9));
    }

    @Test
    void onlyAnAlarmScoresOneAndNoScoreIsBelowItsLevel() {
        SplittableRandom random = new SplittableRandom(3);
        HeldLevel held = new HeldLevel(25);
        for (int t = 0; t < 1000; t++) {
            double level = random.nextInt(5) == 0 ? 1 : random.nextDouble();
            double score = held.next(level);
            assertThat(score).isBetween(level, 1.0);
            assertThat(score == 1).isEqualTo(level == 1);
        }
    }
}
