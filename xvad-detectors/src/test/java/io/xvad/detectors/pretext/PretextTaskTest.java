package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class PretextTaskTest {

    private static final UniformRandomProvider RANDOM = RandomSource.XO_SHI_RO_256_PP.create(1);

    @Test
    void aRotationBy90DegreesIsClockwiseInEachChannel() {
        float[] rotated = PretextTask.ROTATIONS.transformed(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, RANDOM);
        assertThat(rotated).containsExactly(3, 1, 4, 2, 7, 5, 8, 6);
    }

    @Test
    void theMapOfARotatedImageIsRotatedBack() {
        float[] map = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int label = 0; label < 4; label++) {
            float[] rotated = PretextTask.ROTATIONS.transformed(map, 3, label, RANDOM);
            assertThat(PretextTask.ROTATIONS.restored(rotated, 3, label)).containsExactly(map);
        }
    }

    @Test
    void theFirstTransformationIsNoneAndDefectsChangeTheImage() {
        float[] image = new float[3 * 32 * 32];
        assertThat(PretextTask.DEFECTS.transformed(image, 32, 0, RANDOM)).isEqualTo(image);
        for (int label = 1; label < PretextTask.DEFECTS.classes(); label++) {
            for (int i = 0; i < image.length; i++) {
                image[i] = 0.5f + 0.4f * (float) Math.sin(i);
            }
            assertThat(PretextTask.DEFECTS.transformed(image, 32, label, RANDOM))
                    .isNotEqualTo(image);
        }
    }

    @Test
    void moreRotationsAreThoseBy90DegreesOneAfterTheOther() {
        float[] planes = new float[2 * 3 * 3];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i;
        }
        float[] rotated = planes;
        for (int label = 0; label < 4; label++) {
            assertThat(PretextTask.ROTATIONS.transformed(planes, 3, label, RANDOM))
                    .containsExactly(rotated);
            rotated = PretextTask.ROTATIONS.transformed(rotated, 3, 1, RANDOM);
        }
    }
}
