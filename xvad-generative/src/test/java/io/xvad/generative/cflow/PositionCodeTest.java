package io.xvad.generative.cflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PositionCodeTest {

    private static final int LENGTH = 16;
    private static final int SIDE = 5;
    private static final float[] CODES = new PositionCode(LENGTH).ofGrid(SIDE);

    private static float[] part(int y, int x, int from) {
        int at = (y * SIDE + x) * LENGTH;
        return Arrays.copyOfRange(CODES, at + from, at + from + LENGTH / 2);
    }

    @Test
    void ofTheFirstPlaceSinesAreZeroAndCosinesOne() {
        assertThat(Arrays.copyOf(CODES, LENGTH)).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    @Test
    void theFirstHalfSaysWhereAlongARowAndTheSecondWhereAlongAColumn() {
        assertThat(part(3, 2, 0)).containsExactly(part(0, 2, 0)).isNotEqualTo(part(3, 1, 0));
        assertThat(part(3, 2, LENGTH / 2))
                .containsExactly(part(3, 0, LENGTH / 2))
                .isNotEqualTo(part(2, 2, LENGTH / 2));
        assertThat(part(4, 1, 0)[0]).isEqualTo((float) Math.sin(1));
    }

    @Test
    void anotherLengthIsRefused() {
        assertThatThrownBy(() -> new PositionCode(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 4 values, got 10");
    }
}
