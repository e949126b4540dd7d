package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TilingTest {

    @Test
    void tilesReachFromBorderToBorder() {
        assertThat(new Tiling(32, 8).starts(80)).containsExactly(0, 24, 48);
        assertThat(new Tiling(32, 0).starts(70)).containsExactly(0, 19, 38);
        assertThat(new Tiling(32, 8).starts(32)).containsExactly(0);
        assertThat(new Tiling(32, 8).boxes(20, 50)).containsExactly(new Box(0, 0, 32, 20), new Box(18, 0, 32, 20));
    }

    @Test
    void everyPixelLiesInATileAndNeighboursShareEnough() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            int size = 16 + random.nextInt(100);
            Tiling tiling = new Tiling(size, random.nextInt(size / 2 + 1));
            int length = 1 + random.nextInt(1000);
            int[] starts = tiling.starts(length);
            assertThat(starts[0]).isZero();
            assertThat(starts[starts.length - 1] + Math.min(size, length)).isEqualTo(length);
            for (int at = 1; at < starts.length; at++) {
                assertThat(starts[at - 1] + size - starts[at]).isGreaterThanOrEqualTo(tiling.overlap());
            }
        }
    }

    @Test
    void aNameOfATileLeadsBack() {
        assertThat(Tiling.placeOf(Tiling.nameOf("a#1.png", new Box(512, 64, 9, 9))))
                .isEqualTo(new Tiling.Place("a#1.png", 64, 512));
        assertThat(Tiling.placeOf("photo.png")).isEqualTo(new Tiling.Place("photo.png", 0, 0));
    }

    @Test
    void whatCannotBeIsRefused() {
        for (int[] wrong : List.of(new int[] {8, 0}, new int[] {32, 17}, new int[] {32, -1})) {
            assertThatThrownBy(() -> new Tiling(wrong[0], wrong[1])).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
