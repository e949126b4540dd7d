package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final UniformRandomProvider RANDOM = RandomSource.XO_SHI_RO_256_PP.create(1);

    @Test
    void aQuarterTurnIsClockwiseInEachChannel() {
        float[] turned = Task.ROTATIONS.version(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, RANDOM);
        assertThat(turned).containsExactly(3, 1, 4, 2, 7, 5, 8, 6);
    }

    @Test
    void aMapOfATurnedPictureIsTurnedBack() {
        float[] map = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int kind = 0; kind < 4; kind++) {
            float[] turned = Task.ROTATIONS.version(map, 3, kind, RANDOM);
            assertThat(Task.ROTATIONS.restored(turned, 3, kind)).containsExactly(map);
        }
    }

    @Test
    void thePictureItselfIsTheFirstVersionAndDefectsChangeIt() {
        float[] picture = new float[3 * 32 * 32];
        assertThat(Task.DEFECTS.version(picture, 32, 0, RANDOM)).isEqualTo(picture);
        for (int kind = 1; kind < Task.DEFECTS.versions(); kind++) {
            for (int i = 0; i < picture.length; i++) {
                picture[i] = 0.5f + 0.4f * (float) Math.sin(i);
            }
            assertThat(Task.DEFECTS.version(picture, 32, kind, RANDOM)).isNotEqualTo(picture);
        }
    }

    @Test
    void moreTurnsAreQuarterTurnsOneAfterTheOther() {
        float[] planes = new float[2 * 3 * 3];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i;
        }
        float[] turned = planes;
        for (int kind = 0; kind < 4; kind++) {
            assertThat(Task.ROTATIONS.version(planes, 3, kind, RANDOM)).containsExactly(turned);
            turned = Task.ROTATIONS.version(turned, 3, 1, RANDOM);
        }
    }
}
