package io.xvad.video.detectors.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.Motion;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColourCountTest {

    private static final int SIDE = 24;
    private static final float[][] PAINTS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    /** Upright stripes of some paints, each half in shade, seen whole. */
    private static double count(int paints, int channels) {
        float[] values = new float[channels * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int position = i % (SIDE * SIDE);
            float shade = position / SIDE % 2 == 0 ? 0.9f : 0.4f;
            values[i] = shade * PAINTS[position % SIDE * paints / SIDE][i / (SIDE * SIDE)];
        }
        boolean[] foreground = new boolean[SIDE * SIDE];
        Arrays.fill(foreground, true);
        FlowField still = new FlowField(SIDE, SIDE, new float[SIDE * SIDE], new float[SIDE * SIDE]);
        Frame frame = new Frame(0, 0, Image.of("stripes", channels, SIDE, SIDE, values));
        int[] all = IntStream.range(0, SIDE * SIDE).toArray();
        return ColourCount.count(new Motion(frame, still, foreground), all);
    }

    @Test
    void shadeIsNoColour() {
        assertThat(count(1, 3)).isCloseTo(1, within(1e-9));
    }

    /** Without the edges the stripes at the sides are a column narrower. */
    @Test
    void eachColourCountsByItsShare() {
        assertThat(count(2, 3)).isCloseTo(2, within(1e-9));
        double[] shares = {7 / 22.0, 8 / 22.0, 7 / 22.0};
        double entropy = -Arrays.stream(shares).map(p -> p * Math.log(p)).sum();
        assertThat(count(3, 3)).isCloseTo(Math.exp(entropy), within(1e-9));
    }

    @Test
    void greyHasOne() {
        assertThat(count(1, 1)).isEqualTo(1);
    }
}
