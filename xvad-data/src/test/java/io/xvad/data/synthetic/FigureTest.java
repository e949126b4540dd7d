package io.xvad.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static final Image SCENE = scene();
    private static final Figure FIGURE = new Figure(50, 95, 80, 0, 1);

    private static Image scene() {
        float[] values = new float[100 * 100];
        Arrays.fill(values, 0.5f);
        return Image.of("scene", 1, 100, 100, values);
    }

    private static int differing(Image one, Image other) {
        float[] first = one.toArray();
        float[] second = other.toArray();
        int differing = 0;
        for (int i = 0; i < first.length; i++) {
            differing += first[i] == second[i] ? 0 : 1;
        }
        return differing;
    }

    @Test
    void headAndBodyHaveTheirColours() {
        Image drawn = FIGURE.in(SCENE);
        int head = (int) (95 - 0.91 * 80);
        assertThat(drawn.at(0, head, 50)).isCloseTo(0xf6 / 255f, within(1e-6f));
        assertThat(drawn.at(2, head, 50)).isCloseTo(0xe4 / 255f, within(1e-6f));
        assertThat(drawn.at(2, (int) (95 - 0.62 * 80), 50)).isCloseTo(0xb0 / 255f, within(1e-6f));
        assertThat(drawn.at(0, 0, 0)).isEqualTo(0.5f);
    }

    @Test
    void anotherLookChangesColoursAndNoForm() {
        Image drawn = FIGURE.in(SCENE);
        Image dark = FIGURE.withSkin(9).in(SCENE);
        Image clothed = FIGURE.withClothing(0).in(SCENE);
        assertThat(differing(drawn, dark)).isBetween(500, 3_000);
        assertThat(differing(drawn, clothed)).isBetween(2_000, 9_000);
        assertThat(dark.at(2, (int) (95 - 0.62 * 80), 50)).isCloseTo(0xb0 / 255f, within(1e-6f));
        assertThat(FIGURE.moved(3).in(SCENE).at(1, 22, 53)).isEqualTo(drawn.at(1, 22, 50));
    }

    @Test
    void whatLiesOutsideIsCutOffAndALookThatThereIsNotIsRefused() {
        assertThat(differing(new Figure(500, 95, 80, 0, 0).in(SCENE), new Figure(-500, 20, 80, 9, 1).in(SCENE)))
                .isZero();
        assertThatThrownBy(() -> FIGURE.withSkin(Figure.SKINS)).isInstanceOf(IllegalArgumentException.class);
    }
}
