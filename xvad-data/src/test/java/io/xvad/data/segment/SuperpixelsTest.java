package io.xvad.data.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuperpixelsTest {

    private static final int SIDE = 40;

    /** Left half red, right half blue, with some noise. */
    private static Image halves(long seed) {
        Random random = new Random(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean left = i % SIDE < SIDE / 2;
            values[i] = (left ? 0.8f : 0.1f) + random.nextFloat() * 0.1f;
            values[SIDE * SIDE + i] = random.nextFloat() * 0.1f;
            values[2 * SIDE * SIDE + i] = (left ? 0.1f : 0.8f) + random.nextFloat() * 0.1f;
        }
        return Image.of("halves", 3, SIDE, SIDE, values);
    }

    @Test
    void noSuperpixelCrossesAnEdgeOfColour() {
        Superpixels superpixels = Superpixels.of(halves(1), 16);
        assertThat(superpixels.count()).isBetween(8, 24);
        int[] labels = superpixels.labels();
        for (int y = 0; y < SIDE; y++) {
            assertThat(labels[y * SIDE + SIDE / 2 - 1]).isNotEqualTo(labels[y * SIDE + SIDE / 2]);
        }
    }

    @Test
    void everyPixelHasASuperpixelAndEveryOneIsConnected() {
        for (long seed = 0; seed < 3; seed++) {
            Superpixels superpixels = Superpixels.of(halves(seed), 25);
            List<Mask> masks = superpixels.masks();
            assertThat(masks.stream().mapToInt(Mask::count).sum()).isEqualTo(SIDE * SIDE);
            assertThat(masks).allMatch(Mask::any);
            int[] pieces = new ConnectedLabels(superpixels.labels(), SIDE, SIDE).joined(0);
            assertThat(Arrays.stream(pieces).max().orElseThrow() + 1).isEqualTo(superpixels.count());
        }
    }

    @Test
    void smallPiecesJoinTheirNeighbour() {
        int[] labels = {0, 0, 1, 0, 1, 1, 0, 0, 1};
        assertThat(new ConnectedLabels(labels, 3, 3).joined(0)).containsExactly(0, 0, 1, 0, 1, 1, 0, 0, 1);
        int[] cutOff = {0, 1, 0, 0, 1, 1, 0, 1, 1};
        assertThat(new ConnectedLabels(cutOff, 3, 3).joined(0)).containsExactly(0, 1, 2, 0, 1, 1, 0, 1, 1);
        assertThat(new ConnectedLabels(cutOff, 3, 3).joined(2)).containsExactly(0, 1, 1, 0, 1, 1, 0, 1, 1);
    }

    @Test
    void colourIsThatOfCie() {
        Image colours = Image.of("red, white, grey", 3, 1, 3, new float[] {1, 1, 0.5f, 0, 1, 0.5f, 0, 1, 0.5f});
        assertThat(LabPlanes.of(colours))
                .containsExactly(new float[] {53.24f, 100, 53.39f, 80.09f, 0, 0, 67.20f, 0, 0}, within(0.02f));
    }

    @Test
    void smallImagesAndGreyOnesAreCutToo() {
        assertThat(Superpixels.of(Image.of("one", 1, 1, 1, new float[1]), 50).count())
                .isEqualTo(1);
        assertThat(Superpixels.of(Image.of("grey", 1, 4, 4, new float[16]), 4).count())
                .isBetween(1, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> Superpixels.of(halves(0), 0));
    }
}
