package io.xvad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import org.junit.jupiter.api.Test;

class BrightnessCheckTest {

    private static Image image(double brightness) {
        return Image.of("i", 1, 1, 2, new float[] {(float) brightness - 0.1f, (float) brightness + 0.1f});
    }

    /** Anomalous images are brighter by this much; otherwise both classes have the same brightness. */
    private static BrightnessCheck check(int ofEach, double brighter) {
        BrightnessCheck check = new BrightnessCheck();
        for (int i = 0; i < ofEach; i++) {
            check.add(image(0.4 + 0.002 * i), false);
            check.add(image(0.4 + 0.002 * i + brighter), true);
        }
        return check;
    }

    @Test
    void normalImagesThatAreAllDarkerAreNoted() {
        assertThat(check(20, 0.1).note())
                .contains("the mean brightness of an image alone tells normal from anomalous with an AUROC of 1.000"
                        + " (normal images are darker): figures may be about light rather than defects");
    }

    @Test
    void soAreThoseThatAreAllBrighter() {
        assertThat(check(20, -0.1).note())
                .hasValueSatisfying(note -> assertThat(note).contains("AUROC of 1.000 (normal images are brighter)"));
    }

    @Test
    void nothingIsNotedOfFewImagesOfLikeOnesOrOfOneClass() {
        assertThat(check(3, 0.1).note()).isEmpty();
        assertThat(check(20, 0).note()).isEmpty();
        assertThat(check(20, 0.01).note()).isEmpty();
        assertThat(new BrightnessCheck().note()).isEmpty();
        BrightnessCheck normal = new BrightnessCheck();
        normal.add(image(0.5), false);
        assertThat(normal.note()).isEmpty();
    }
}
