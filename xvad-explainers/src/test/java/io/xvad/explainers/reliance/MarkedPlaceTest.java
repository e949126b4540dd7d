package io.xvad.explainers.reliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.explainers.restoration.Restoration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MarkedPlaceTest {

    private static final int SIDE = 100;

    private static Image even(float value) {
        float[] values = new float[SIDE * SIDE];
        java.util.Arrays.fill(values, value);
        return Image.of("even", 1, SIDE, SIDE, values);
    }

    /** A square of 7 pixels a side, around row 20 and column 70. */
    private static Mask square() {
        boolean[] pixels = new boolean[SIDE * SIDE];
        for (int y = 17; y < 24; y++) {
            for (int x = 67; x < 74; x++) {
                pixels[y * SIDE + x] = true;
            }
        }
        return Mask.of(SIDE, SIDE, pixels);
    }

    private static MarkedPlace marked(Image normal) {
        return MarkedPlace.of(
                new Restoration(even(0.5f), normal, square(), 2, 1, OptionalDouble.of(1.5), List.of(normal), 1));
    }

    @Test
    void itIsWhereTheTwoDifferMost() {
        MarkedPlace marked = marked(even(0.5f).with(square(), even(0.2f)));
        assertThat(marked.any()).isTrue();
        assertThat(marked.strength()).isCloseTo(0.3, within(1e-6));
        assertThat(square().at(marked.peak() / SIDE, marked.peak() % SIDE)).isTrue();
        assertThat(marked.pixels().or(square())).isEqualTo(marked.pixels());
        assertThat(marked.pixels().count()).isBetween(49, 121);
    }

    @Test
    void itPointsAtACauseThatHoldsItsPeakOrLiesBesideIt() {
        MarkedPlace marked = marked(even(0.5f).with(square(), even(0.2f)));
        assertThat(marked.pointsAt(square())).isTrue();
        int y = marked.peak() / SIDE;
        int x = marked.peak() % SIDE;
        assertThat(marked.pointsAt(pixel(y, x + 2))).isTrue();
        assertThat(marked.pointsAt(pixel(y, x + 4))).isFalse();
        assertThat(marked.pointsAt(Mask.of(SIDE, SIDE, new boolean[SIDE * SIDE])))
                .isFalse();
    }

    private static Mask pixel(int y, int x) {
        boolean[] pixels = new boolean[SIDE * SIDE];
        pixels[y * SIDE + x] = true;
        return Mask.of(SIDE, SIDE, pixels);
    }

    @Test
    void whereNothingDiffersItPointsAtNothing() {
        MarkedPlace marked = marked(even(0.5f));
        assertThat(marked.any()).isFalse();
        assertThat(marked.pointsAt(square())).isFalse();
    }
}
