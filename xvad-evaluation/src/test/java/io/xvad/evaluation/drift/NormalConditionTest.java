package io.xvad.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Resize;
import io.xvad.evaluation.drift.Plates.Shot;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalConditionTest {

    private static final NormalCondition NORMAL = NormalCondition.of(
            Samples.of(IntStream.range(0, 16).mapToObj(Plates::normal).toList()), ProgressListener.none());

    private static double measured(DriftQuantity quantity, Shot shot) {
        return NORMAL.measured(Plates.of(99, shot))[quantity.ordinal()];
    }

    /** The change of a quantity from the usual shot, of the same plate. */
    private static double change(DriftQuantity quantity, Shot shot) {
        return measured(quantity, shot) - measured(quantity, Shot.USUAL);
    }

    @Test
    void aQuarterMakesTheMeanImageAndTheOthersAreKept() {
        assertThat(NORMAL.size()).isEqualTo(12);
        assertThat(NORMAL.values(DriftQuantity.BRIGHTNESS)).hasSize(12);
        assertThatThrownBy(() -> NormalCondition.of(Samples.of(List.of(Plates.normal(1))), ProgressListener.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1");
    }

    @Test
    void lightIsBrightnessAndContrastAndNothingElse() {
        Shot brighter = Shot.USUAL.withGain(1.1);
        double brightness = measured(DriftQuantity.BRIGHTNESS, Shot.USUAL);
        assertThat(change(DriftQuantity.BRIGHTNESS, brighter)).isCloseTo(0.1 * brightness, within(0.002));
        assertThat(change(DriftQuantity.CONTRAST, brighter))
                .isCloseTo(0.1 * measured(DriftQuantity.CONTRAST, Shot.USUAL), within(0.002));
        assertThat(change(DriftQuantity.SHARPNESS, brighter)).isBetween(-0.1, 0.02);
        assertThat(change(DriftQuantity.RED_LESS_GREEN, brighter)).isCloseTo(0, within(1e-3));
        assertThat(change(DriftQuantity.SHIFT_RIGHT, brighter)).isCloseTo(0, within(1e-3));
    }

    @Test
    void coloursAreSharesOfTheSum() {
        double[] values = NORMAL.measured(Image.of("c", 3, 4, 4, filled(0.6f, 0.3f, 0.1f)));
        assertThat(values[DriftQuantity.RED_LESS_GREEN.ordinal()]).isCloseTo(0.3, within(1e-4));
        assertThat(values[DriftQuantity.BLUE_LESS_YELLOW.ordinal()]).isCloseTo(-0.35, within(1e-4));
        double[] grey = NORMAL.measured(Image.of("g", 1, 1, 2, new float[] {0.2f, 0.4f}));
        assertThat(grey[DriftQuantity.RED_LESS_GREEN.ordinal()]).isZero();
        assertThat(grey).doesNotContain(Double.NaN);
    }

    private static float[] filled(float red, float green, float blue) {
        float[] values = new float[48];
        for (int i = 0; i < 48; i++) {
            values[i] = i < 16 ? red : i < 32 ? green : blue;
        }
        return values;
    }

    @Test
    void blurTakesSharpness() {
        assertThat(change(DriftQuantity.SHARPNESS, Shot.USUAL.withBlur(2.5))).isLessThan(-0.3);
    }

    /** Immerkær's estimate is right on a flat image. */
    @Test
    void noiseIsEstimated() {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[100 * 100];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.02 * random.nextGaussian());
        }
        assertThat(new Luminance(100, 100, values).noise()).isCloseTo(0.02, within(0.0005));
        assertThat(change(DriftQuantity.NOISE, Shot.USUAL.withNoise(0.02))).isCloseTo(Math.log(2), within(0.1));
    }

    @Test
    void whereTheObjectLiesIsMeasured() {
        float[] values = new float[40 * 80];
        for (int i = 0; i < values.length; i++) {
            boolean inside = i % 80 >= 60 && i % 80 < 64 && i / 80 >= 10 && i / 80 < 14;
            values[i] = inside ? 0.8f : 0.3f;
        }
        double[] centre = new Luminance(40, 80, values).centreOfDeviation();
        assertThat(centre[0]).isCloseTo((62 - 40) / 80.0, within(0.005));
        assertThat(centre[1]).isCloseTo((12 - 20) / 80.0, within(0.005));
        assertThat(change(DriftQuantity.OBJECT_RIGHT, Shot.USUAL.movedBy(6))).isGreaterThan(0.03);
    }

    @Test
    void placeIsRegistered() {
        assertThat(change(DriftQuantity.SHIFT_RIGHT, Shot.USUAL.movedBy(6)))
                .isCloseTo(6.0 / Plates.SIDE, within(0.006));
        assertThat(change(DriftQuantity.SHIFT_DOWN, Shot.USUAL.movedBy(6))).isCloseTo(0, within(0.006));
        assertThat(change(DriftQuantity.ROTATION, Shot.USUAL.turnedBy(7))).isCloseTo(7, within(1.5));
    }

    @Test
    void sizeIsRegistered() {
        Image usual = Plates.normal(99);
        Image larger =
                Resize.image(usual.crop(new Box(4, 4, Plates.SIDE - 8, Plates.SIDE - 8)), Plates.SIDE, Plates.SIDE);
        int size = DriftQuantity.SIZE.ordinal();
        assertThat(NORMAL.measured(larger)[size] - NORMAL.measured(usual)[size])
                .isCloseTo(Math.log(96.0 / 88), within(0.03));
    }
}
