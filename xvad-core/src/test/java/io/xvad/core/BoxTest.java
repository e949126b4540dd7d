package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoxTest {

    private final Box box = new Box(10, 20, 4, 6);

    @Test
    void commonPixelsAreThoseOfTheOverlap() {
        assertThat(box.common(box)).isEqualTo(24);
        assertThat(box.common(new Box(12, 23, 9, 9))).isEqualTo(6);
        assertThat(new Box(12, 23, 9, 9).common(box)).isEqualTo(6);
    }

    @Test
    void boxesThatOnlyTouchOrLieApartHaveNone() {
        assertThat(box.common(new Box(14, 20, 3, 3))).isZero();
        assertThat(box.common(new Box(10, 26, 3, 3))).isZero();
        assertThat(box.common(new Box(0, 0, 3, 3))).isZero();
    }

    @Test
    void endsBeyondTheLargestIntegerAreCounted() {
        Box far = new Box(Integer.MAX_VALUE - 1, 0, 5, 1);
        assertThat(far.common(far)).isEqualTo(5);
    }
}
