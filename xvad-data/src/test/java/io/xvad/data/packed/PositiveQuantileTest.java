package io.xvad.data.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositiveQuantileTest {

    @Test
    void itIsTheValueOfTheNearestRank() {
        Random random = new Random(5);
        float[][] parts = new float[7][301];
        for (float[] part : parts) {
            for (int i = 0; i < part.length; i++) {
                part[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
            }
        }
        float[] positive = sortedPositive(parts);
        for (double share : new double[] {1e-9, 0.25, 0.5, 0.995, 1}) {
            assertThat(PositiveQuantile.of(share, parts.length, part -> parts[part]))
                    .hasValue(positive[(int) Math.ceil(share * positive.length) - 1]);
        }
    }

    private static float[] sortedPositive(float[][] parts) {
        float[] all = new float[parts.length * parts[0].length];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, all, i * parts[i].length, parts[i].length);
        }
        Arrays.sort(all);
        int first = 0;
        while (all[first] <= 0) {
            first++;
        }
        return Arrays.copyOfRange(all, first, all.length);
    }

    @Test
    void valuesThatWouldNotFitIntoAnArrayAreCounted() {
        float[] part = new float[1 << 20];
        Arrays.fill(part, 3);
        part[0] = 4;
        assertThat(PositiveQuantile.of(0.995, 1100, number -> part)).hasValue(3);
    }

    @Test
    void ofNoPositiveValueThereIsNone() {
        assertThat(PositiveQuantile.of(0.5, 2, part -> new float[] {0, -1})).isEmpty();
    }
}
