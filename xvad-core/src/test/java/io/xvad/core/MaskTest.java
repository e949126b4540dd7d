package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskTest {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 12;

    @Test
    void growsAndShrinksAsCountingNeighboursSays() {
        for (int seed = 0; seed < 20; seed++) {
            Mask mask = random(seed);
            for (int radius = 0; radius <= 3; radius++) {
                for (int y = 0; y < HEIGHT; y++) {
                    for (int x = 0; x < WIDTH; x++) {
                        assertThat(mask.grown(radius).at(y, x)).isEqualTo(anyNear(mask, y, x, radius, true));
                        assertThat(mask.shrunk(radius).at(y, x)).isEqualTo(!anyNear(mask, y, x, radius, false));
                    }
                }
            }
        }
    }

    @Test
    void theBoxIsTheSmallestAroundAllPixels() {
        boolean[] pixels = new boolean[HEIGHT * WIDTH];
        assertThat(Mask.of(HEIGHT, WIDTH, pixels).box()).isEmpty();

        pixels[2 * WIDTH + 7] = true;
        pixels[5 * WIDTH + 3] = true;
        assertThat(Mask.of(HEIGHT, WIDTH, pixels).box()).contains(new Box(3, 2, 5, 4));
    }

    @Test
    void joinsMasksOfOneGeometryOnly() {
        Mask one = random(1);
        Mask other = random(2);

        Mask either = one.or(other);

        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            assertThat(either.toArray()[i]).isEqualTo(one.toArray()[i] || other.toArray()[i]);
        }
        assertThatThrownBy(() -> one.or(Mask.of(1, 1, new boolean[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("geometry");
    }

    private static boolean anyNear(Mask mask, int y, int x, int radius, boolean wanted) {
        for (int row = Math.max(0, y - radius); row <= Math.min(HEIGHT - 1, y + radius); row++) {
            for (int column = Math.max(0, x - radius); column <= Math.min(WIDTH - 1, x + radius); column++) {
                if (mask.at(row, column) == wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Mask random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] pixels = new boolean[HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(3) == 0;
        }
        return Mask.of(HEIGHT, WIDTH, pixels);
    }
}
