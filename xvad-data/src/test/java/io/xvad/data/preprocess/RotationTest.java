package io.xvad.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RotationTest {

    private static float[] counted(int channels) {
        float[] values = new float[channels * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    @Test
    void aQuarterTurnMovesPixelsCounterClockwise() {
        float[] turned = new Rotation(4, 90).of(counted(2));
        assertThat(turned[0]).isCloseTo(3, within(1e-4f));
        assertThat(turned[12]).isCloseTo(0, within(1e-4f));
        assertThat(turned[16]).isCloseTo(19, within(1e-4f));
    }

    @Test
    void noTurnChangesNothingAndAWholeOneNeither() {
        assertThat(new Rotation(4, 0).of(counted(1))).containsExactly(counted(1), within(1e-4f));
        assertThat(new Rotation(4, 360).of(counted(1))).containsExactly(counted(1), within(1e-4f));
    }

    @Test
    void whatIsBeyondTheBorderIsMirrored() {
        float[] even = new float[16];
        java.util.Arrays.fill(even, 0.7f);
        assertThat(new Rotation(4, 33).of(even)).containsOnly(0.7f);
    }

    @Test
    void badSizesAreRefused() {
        assertThatThrownBy(() -> new Rotation(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rotation(2, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rotation(4, 1).of(new float[15])).hasMessageContaining("15");
    }
}
