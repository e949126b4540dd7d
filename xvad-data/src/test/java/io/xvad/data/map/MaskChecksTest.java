package io.xvad.data.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskChecksTest {

    private static Mask mask(int anomalous) {
        boolean[] pixels = new boolean[10];
        Arrays.fill(pixels, 0, anomalous, true);
        return Mask.of(2, 5, pixels);
    }

    @Test
    void largeAndEmptyMasksAreCountedAndNamed() {
        MaskChecks checks = new MaskChecks();
        checks.add("half", mask(5));
        assertThat(checks.notes()).isEmpty();
        checks.add("most", mask(9));
        checks.add("a", mask(0));
        checks.add("b", mask(0));
        checks.add("c", mask(0));
        checks.add("d", mask(0));
        assertThat(checks.notes())
                .containsExactly(
                        "1 of 6 masks cover more than half of the image and may be inverted: most (90 %)",
                        "4 of 6 masks are empty, so that no pixel there is anomalous: a, b, c and 1 more");
    }

    @Test
    void labelledSamplesAreLookedAtTooButNotTheNormalOnes() {
        Image image = Image.of("image", 1, 2, 5, new float[10]);
        LabelledSamples samples = LabelledSamples.of(
                List.of(image, image, image), List.of(Label.normal(), Label.anomaly(), Label.anomaly(mask(8))));
        assertThat(MaskChecks.of(samples).notes())
                .containsExactly("1 of 1 masks cover more than half of the image and may be inverted: image (80 %)");
    }
}
