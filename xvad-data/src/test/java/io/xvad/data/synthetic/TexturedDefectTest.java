package io.xvad.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TexturedDefectTest {

    private static Image plain(int side, float value) {
        float[] values = new float[side * side];
        Arrays.fill(values, value);
        return Image.of("plain", 1, side, side, values);
    }

    @Test
    void showsTheTextureInsideTheMask() {
        DefectedImage found = TexturedDefect.apply(plain(32, 0.2f), plain(32, 1), 0.5, 4);
        float[] values = found.image().toArray();
        boolean[] mask = found.mask().toArray();
        int inside = 0;
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isEqualTo(mask[i] ? 0.6f : 0.2f);
            inside += mask[i] ? 1 : 0;
        }
        assertThat(inside).isPositive();
    }

    @Test
    void refusesATextureOfAnotherSizeAndAnImpossibleOpacity() {
        assertThatThrownBy(() -> TexturedDefect.apply(plain(32, 0), plain(16, 1), 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TexturedDefect.apply(plain(32, 0), plain(32, 1), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
