package io.xvad.metrics.explanation.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Region;
import io.xvad.core.explain.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden values of scikit-image 0.26.0 (rgb2lab, structural_similarity with full=True) and numpy 2.4.6; else known by construction. */
class ReasonMeasuresTest {

    private static final int HEIGHT = 24;
    private static final int WIDTH = 30;

    private static Image colour(IntToDoubleFunction value) {
        float[] values = new float[3 * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, Math.min(1, value.applyAsDouble(i)));
        }
        return Image.of("golden", 3, HEIGHT, WIDTH, values);
    }

    private static double first(int i) {
        return i * 37 % 101 / 100.0;
    }

    private static double second(int i) {
        return first(i) + (i * 53 % 17 - 8) / 40.0;
    }

    private static Mask mask(Box box) {
        return mask(i -> inside(i, box));
    }

    private static boolean inside(int i, Box box) {
        return box.common(new Box(i % WIDTH, i / WIDTH, 1, 1)) > 0;
    }

    private static Mask mask(IntPredicate anomalous) {
        boolean[] pixels = new boolean[HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = anomalous.test(i);
        }
        return Mask.of(HEIGHT, WIDTH, pixels);
    }

    private static Region place(int x, int y, int width, int height, int area) {
        return new Region(0, new Box(x, y, width, height), area, y, x, 1, 1);
    }

    private static Reason reason(String name, Region place) {
        return new Reason(name, List.of(), place, List.of(), 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0",
        "1, 1, 1, 100, 0, 0",
        "0.2, 0.5, 0.8, 52.25206058, 2.77602273, -46.28571386",
        "1, 0, 0, 53.24058794, 80.09230823, 67.20275104",
        "0.01, 0.02, 0.03, 1.30005392, -0.31235028, -1.199765"
    })
    void coloursAreThoseOfScikitImage(float red, float green, float blue, double lightness, double a, double b) {
        CieLab lab = CieLab.of(Image.of("pixel", 3, 1, 1, new float[] {red, green, blue}));
        assertThat(lab.lightness()[0]).isCloseTo(lightness, within(1e-4));
        assertThat(lab.a()[0]).isCloseTo(a, within(1e-3));
        assertThat(lab.b()[0]).isCloseTo(b, within(1e-3));
    }

    @Test
    void greyHasNoColour() {
        CieLab lab = CieLab.of(Image.of("grey", 1, 1, 2, new float[] {0.5f, 1}));
        assertThat(lab.a()).containsExactly(0, 0);
        assertThat(lab.b()).containsExactly(0, 0);
        assertThat(lab.lightness()[0]).isCloseTo(53.389, within(1e-3));
    }

    @Test
    void restoredRegionsAreComparedAsByScikitImage() {
        Mask region = mask(i -> inside(i, new Box(8, 5, 12, 7)) || i == 15 * WIDTH + 15);
        RestoredRegion restored =
                RestoredRegion.of(colour(ReasonMeasuresTest::first), colour(ReasonMeasuresTest::second), region);
        assertThat(restored.psnr()).isCloseTo(18.602937282459898, within(1e-5));
        assertThat(restored.ssim()).isCloseTo(0.917123032128305, within(1e-6));
    }

    @Test
    void equalRegionsAreExactWhateverIsAround() {
        Mask region = mask(new Box(0, 0, 4, 4));
        Image clean = colour(ReasonMeasuresTest::first);
        Image elsewhere = clean.with(mask(new Box(20, 15, 5, 5)), colour(i -> 1));
        assertThat(RestoredRegion.of(elsewhere, clean, region)).isEqualTo(new RestoredRegion(100, 1));
        assertThatThrownBy(() -> RestoredRegion.of(clean, clean, mask(i -> false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void changedPixelsAreCounted() {
        Image grey = colour(i -> 0.5);
        Image changed = grey.with(mask(new Box(2, 2, 5, 3)), colour(i -> 0.9));
        Image faintly = grey.with(mask(new Box(2, 2, 5, 3)), colour(i -> 0.51));
        assertThat(ChangedPixels.plainly(grey, changed)).isEqualTo(mask(new Box(2, 2, 5, 3)));
        assertThat(ChangedPixels.plainly(grey, faintly).any()).isFalse();
        assertThat(ChangedPixels.atAll(grey, faintly)).isEqualTo(mask(new Box(2, 2, 5, 3)));
        assertThat(ChangedPixels.atAll(grey, grey).any()).isFalse();
    }

    @Test
    void thePlaceIsTheNinthThatHoldsTheDefect() {
        Mask upperLeft = mask(new Box(2, 2, 3, 3));
        assertThat(StatedPlace.isRight(place(4, 4, 4, 4, 9), upperLeft)).isTrue();
        assertThat(StatedPlace.isRight(place(10, 2, 4, 4, 9), upperLeft)).isFalse();
        assertThat(StatedPlace.isRight(place(2, 8, 4, 4, 9), upperLeft)).isFalse();
        Mask line = mask(new Box(0, 3, WIDTH, 2));
        assertThat(StatedPlace.isRight(place(25, 0, 5, 5, 9), line)).isTrue();
    }

    @Test
    void theSizeIsThatOfThePartsThatWereMeant() {
        Mask two = mask(i -> inside(i, new Box(2, 2, 4, 4)) || inside(i, new Box(20, 10, 8, 8)));
        assertThat(StatedSize.ratio(place(2, 2, 4, 4, 16), two)).isEqualTo(1);
        assertThat(StatedSize.ratio(place(20, 10, 8, 8, 16), two)).isEqualTo(0.25);
        assertThat(StatedSize.ratio(place(0, 0, 30, 24, 80), two)).isEqualTo(1);
        assertThat(StatedSize.ratio(place(12, 20, 2, 2, 40), two)).isEqualTo(0.5);
        assertThat(StatedSize.isRight(place(2, 2, 4, 4, 8), two)).isTrue();
        assertThat(StatedSize.isRight(place(2, 2, 4, 4, 7), two)).isFalse();
        assertThat(StatedSize.isRight(place(2, 2, 6, 6, 33), two)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.7, 0.7, 0.7, lighter, darker",
        "0.3, 0.3, 0.3, darker, lighter",
        "0.7, 0.5, 0.5, redder, greener",
        "0.5, 0.7, 0.5, greener, redder",
        "0.5, 0.5, 0.3, yellower, bluer",
        "0.5, 0.5, 0.7, bluer, yellower"
    })
    void signsOfLightnessAndColourAreChecked(float red, float green, float blue, String right, String wrong) {
        Image clean = colour(i -> 0.5);
        Image colour = colour(i -> new double[] {red, green, blue}[i / (HEIGHT * WIDTH)]);
        Mask truth = mask(new Box(4, 4, 6, 6));
        StatedSign sign = StatedSign.of(clean.with(truth, colour), clean, truth);
        Region place = place(3, 3, 8, 8, 36);
        assertThat(sign.isRight(reason(right, place))).isEqualTo(Optional.of(true));
        assertThat(sign.isRight(reason(wrong, place))).isEqualTo(Optional.of(false));
        assertThat(sign.isRight(reason("displaced", place))).isEmpty();
    }

    @Test
    void ofAnImageThatDidNotChangeNoSignIsRight() {
        Image clean = colour(ReasonMeasuresTest::first);
        StatedSign sign = StatedSign.of(clean, clean, mask(new Box(4, 4, 6, 6)));
        for (String name : List.of(
                "lighter",
                "darker",
                "redder",
                "greener",
                "yellower",
                "bluer",
                "more-contrast",
                "less-contrast",
                "sharper",
                "less-sharp")) {
            assertThat(sign.isRight(reason(name, place(3, 3, 8, 8, 36))))
                    .as(name)
                    .isEqualTo(Optional.of(false));
        }
    }

    @Test
    void signsOfContrastAndSharpnessAreChecked() {
        Image clean = colour(ReasonMeasuresTest::first);
        Mask truth = mask(new Box(4, 4, 6, 6));
        StatedSign flat = StatedSign.of(clean.with(truth, colour(i -> 0.5)), clean, truth);
        Region place = place(3, 3, 8, 8, 36);
        assertThat(flat.isRight(reason("less-contrast", place))).isEqualTo(Optional.of(true));
        assertThat(flat.isRight(reason("more-contrast", place))).isEqualTo(Optional.of(false));
        assertThat(flat.isRight(reason("less-sharp", place))).isEqualTo(Optional.of(true));
        assertThat(flat.isRight(reason("sharper", place))).isEqualTo(Optional.of(false));
    }

    @Test
    void theSignIsJudgedWhereTheReasonIs() {
        Image grey = colour(i -> 0.5);
        Mask left = mask(new Box(2, 4, 6, 6));
        Mask right = mask(new Box(20, 4, 6, 6));
        Image both = grey.with(left, colour(i -> 0.8)).with(right, colour(i -> 0.1));
        StatedSign sign = StatedSign.of(both, grey, left.or(right));
        assertThat(sign.isRight(reason("lighter", place(2, 4, 6, 6, 36)))).isEqualTo(Optional.of(true));
        assertThat(sign.isRight(reason("lighter", place(20, 4, 6, 6, 36)))).isEqualTo(Optional.of(false));
        assertThat(sign.isRight(reason("darker", place(12, 20, 2, 2, 4)))).isEqualTo(Optional.of(true));
    }
}
