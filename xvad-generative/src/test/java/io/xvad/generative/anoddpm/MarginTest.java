package io.xvad.generative.anoddpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarginTest {

    private static final float[] IMAGE = {1, 2, 3, 4};

    @Test
    void theImageIsMirroredAtItsBorder() {
        assertThat(new Margin(2, 1).added(IMAGE)).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
        assertThat(new Margin(2, 2).added(IMAGE)).startsWith(4, 3, 3, 4, 4, 3).endsWith(2, 1, 1, 2, 2, 1);
    }

    @Test
    void eachPlaneHasAMarginOfItsOwnAndLosesItAgain() {
        float[] planes = {1, 2, 3, 4, 5, 6, 7, 8};
        for (int width = 0; width <= 2; width++) {
            Margin margin = new Margin(2, width);
            float[] wide = margin.added(planes);

            assertThat(wide).hasSize(2 * margin.outer() * margin.outer());
            assertThat(margin.removed(wide)).containsExactly(planes);
        }
    }

    @Test
    void isNoWiderThanTheImage() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Margin(2, 3)).withMessageContaining("from 0 to 2");
    }
}
