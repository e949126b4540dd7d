package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianSpreadTest {

    private static final int SIDE = 7;
    private static final int STRIDE = 8;
    private static final double SIGMA = 12;

    /** A single output gives a Gaussian of height 1 around the centre of its receptive field, the same to all sides. */
    @Test
    void anImpulseIsAGaussianAroundTheCentreOfItsReceptiveField() {
        int size = SIDE * STRIDE;
        float[] impulse = new float[SIDE * SIDE];
        impulse[2 * SIDE + 4] = 1;
        float[] map = new GaussianSpread(SIGMA).apply(impulse, SIDE, SIDE, size, size);
        double centreY = 2.5 * STRIDE - 0.5;
        double centreX = 4.5 * STRIDE - 0.5;
        for (int i = 0; i < map.length; i++) {
            double squared = Math.pow(i / size - centreY, 2) + Math.pow(i % size - centreX, 2);
            assertThat(map[i]).isCloseTo((float) Math.exp(-squared / (2 * SIGMA * SIGMA)), within(1e-6f));
        }
        assertThat(map[19 * size + 30]).isCloseTo(map[20 * size + 41], within(1e-6f));
    }

    /** A transposed convolution is linear: what several outputs give is the sum of what each gives. */
    @Test
    void outputsAddUp() {
        float[] both = new GaussianSpread(5).apply(new float[] {2, 3}, 1, 2, 1, 16);
        for (int x = 0; x < 16; x++) {
            double first = 2 * Math.exp(-Math.pow((x + 0.5 - 4) / 5, 2) / 2);
            double second = 3 * Math.exp(-Math.pow((x + 0.5 - 12) / 5, 2) / 2);
            assertThat(both[x]).isCloseTo((float) (first + second), within(1e-5f));
        }
    }

    @Test
    void aNarrowGaussianLeavesNoHoles() {
        for (float value : new GaussianSpread(0).apply(new float[] {1, 1, 1}, 1, 3, 1, 30)) {
            assertThat(value).isBetween(0.6f, 1.3f);
        }
    }
}
