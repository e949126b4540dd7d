package io.xvad.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShiryaevRobertsTest {

    @Test
    void aStepIsTheMeanOfSixBetaDensities() {
        ShiryaevRoberts statistic = new ShiryaevRoberts();
        statistic.accept(0.25, 1);
        double expected = (0.2 * Math.pow(0.25, -0.8)
                        + 0.2 * Math.pow(0.75, -0.8)
                        + 0.5 / Math.sqrt(0.25)
                        + 0.5 / Math.sqrt(0.75)
                        + 2 * 0.75
                        + 2 * 0.25)
                / 6;
        assertThat(statistic.value()).isCloseTo(expected, within(1e-12));
    }

    /** The mean after n uniform p-values is n: bets are fair. A grid stands for them, since the density (0.2, 1) has no variance. */
    @Test
    void betsAreFair() {
        int cells = 1_000_000;
        double sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            ShiryaevRoberts statistic = new ShiryaevRoberts();
            statistic.accept((cell + 0.5) / cells, 1);
            sum += statistic.value();
        }
        assertThat(sum / cells).isCloseTo(1, within(0.02));
    }

    @Test
    void aLimitIsReachedByUniformPValuesAtMostAsOftenAsPromised() {
        SplittableRandom random = new SplittableRandom(3);
        int streams = 1000;
        int length = 100;
        double limit = 1000;
        int reached = 0;
        for (int stream = 0; stream < streams; stream++) {
            ShiryaevRoberts statistic = new ShiryaevRoberts();
            boolean crossed = false;
            for (int i = 1; i <= length; i++) {
                statistic.accept(random.nextDouble(0x1p-53, 1), i);
                crossed |= statistic.value() >= limit;
            }
            reached += crossed ? 1 : 0;
        }
        assertThat(reached / (double) streams).isBetween(0.01, length / limit);
    }

    @Test
    void lowPValuesAfterMiddlingOnesTellWhenTheyBegan() {
        ShiryaevRoberts statistic = new ShiryaevRoberts();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 1; i <= 500; i++) {
            statistic.accept(random.nextDouble(0x1p-53, 1), i);
        }
        for (int i = 501; i <= 520; i++) {
            statistic.accept(0.05 * random.nextDouble(0x1p-53, 1), i);
        }
        assertThat(statistic.value()).isGreaterThan(1e6);
        assertThat(statistic.start()).isBetween(495L, 503L);
    }

    @Test
    void whatIsSavedGoesOnAlike() {
        ShiryaevRoberts statistic = new ShiryaevRoberts();
        statistic.accept(0.1, 1);
        ShiryaevRoberts copy = new ShiryaevRoberts(statistic.statistics(), statistic.cumulative(), statistic.since());
        statistic.accept(0.2, 2);
        copy.accept(0.2, 2);
        assertThat(copy.value()).isEqualTo(statistic.value());
        assertThat(copy.start()).isEqualTo(statistic.start());
        assertThatThrownBy(() -> new ShiryaevRoberts(new double[1], new double[6], new long[6]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
