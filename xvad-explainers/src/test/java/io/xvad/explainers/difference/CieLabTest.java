package io.xvad.explainers.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import org.junit.jupiter.api.Test;

/** Values of scikit-image 0.26.0, {@code skimage.color.rgb2lab}, D65 and the observer of 2 degrees. */
class CieLabTest {

    private static void isLab(float red, float green, float blue, double lightness, double a, double b) {
        float[][] planes = CieLab.of(Image.of("one", 3, 1, 1, new float[] {red, green, blue}));
        assertThat(100.0 * planes[0][0]).isCloseTo(lightness, within(0.02));
        assertThat(100.0 * planes[1][0]).isCloseTo(a, within(0.02));
        assertThat(100.0 * planes[2][0]).isCloseTo(b, within(0.02));
    }

    @Test
    void agreesWithAReference() {
        isLab(1, 0, 0, 53.2406, 80.0923, 67.2028);
        isLab(0, 1, 0, 87.7351, -86.1830, 83.1797);
        isLab(0, 0, 1, 32.2957, 79.1856, -107.8573);
        isLab(0.5f, 0.5f, 0.5f, 53.389, -0.0015, 0.0028);
    }

    @Test
    void blackIsZeroAndWhiteIsOne() {
        float[][] planes = CieLab.of(Image.of("two", 1, 1, 2, new float[] {0, 1}));
        assertThat(planes[0][0]).isCloseTo(0, within(1e-5f));
        assertThat(planes[0][1]).isCloseTo(1, within(1e-5f));
        assertThat(planes[1]).containsOnly(0);
        assertThat(planes[2]).containsOnly(0);
    }
}
