package io.xvad.video.detectors.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ReservoirTest {

    private static Reservoir<Integer> offered(int most, int count, long seed) {
        Reservoir<Integer> reservoir = new Reservoir<>(most, RandomSource.XO_SHI_RO_256_PP.create(seed));
        IntStream.range(0, count).forEach(reservoir::offer);
        return reservoir;
    }

    @Test
    void keepsAllInOrderWhileThereIsRoom() {
        assertThat(offered(4, 4, 1).kept()).containsExactly(0, 1, 2, 3);
        assertThat(offered(4, 0, 1).kept()).isEmpty();
    }

    @Test
    void everyOneHasTheSameChance() {
        int[] times = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            assertThat(offered(3, 10, seed).kept())
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .allSatisfy(one -> times[one]++);
        }
        for (int one : times) {
            assertThat(one / 10_000.0).isCloseTo(0.3, within(0.02));
        }
    }
}
