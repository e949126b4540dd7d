package io.xvad.explainers.difference;

import static io.xvad.explainers.difference.Made.SIDE;
import static io.xvad.explainers.difference.Made.box;
import static io.xvad.explainers.difference.Made.disc;
import static io.xvad.explainers.difference.Made.lighter;
import static io.xvad.explainers.difference.Made.line;
import static io.xvad.explainers.difference.Made.restored;
import static io.xvad.explainers.difference.Made.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.explainers.difference.Made.Place;
import org.junit.jupiter.api.Test;

/** Differences that are known because the test made them. */
class DifferenceTest {

    private static double value(Difference difference, Quantity quantity) {
        return difference.descriptor(quantity).value();
    }

    private static Quantity strongest(Difference difference) {
        return difference.descriptors().stream()
                .filter(descriptor -> descriptor.quantity() != Quantity.CONTRAST)
                .max((a, b) -> Double.compare(a.effect(), b.effect()))
                .orElseThrow()
                .quantity();
    }

    @Test
    void aLighterDiscIsLighterByAsMuchAndAsLarge() {
        Image normal = Made.texture(1);
        Place disc = disc(70, 90, 14);
        Image image = with(normal, disc, (y, x) -> lighter(normal.at(0, (int) y, (int) x), 0.2));
        Difference difference = Difference.of(restored(image, normal, disc));
        assertThat(value(difference, Quantity.LIGHTNESS)).isCloseTo(0.2, within(0.02));
        assertThat(strongest(difference)).isEqualTo(Quantity.LIGHTNESS);
        Shape shape = difference.shape().orElseThrow();
        assertThat(shape.area()).isCloseTo((int) (Math.PI * 14 * 14), within(60));
        assertThat(shape.elongation()).isLessThan(1.2);
        assertThat(shape.compactness()).isGreaterThan(0.8);
        assertThat(shape.pieces()).isEqualTo(1);
        assertThat(shape.atBorder()).isFalse();
    }

    @Test
    void aThinDarkLineHasItsLengthThicknessAndDirection() {
        Image normal = Made.texture(2);
        Place line = line(80, 80, 41, 3, 62);
        Image image = with(normal, line, (y, x) -> lighter(normal.at(0, (int) y, (int) x), -0.3));
        Difference difference = Difference.of(restored(image, normal, line));
        assertThat(value(difference, Quantity.LIGHTNESS)).isCloseTo(-0.3, within(0.05));
        assertThat(strongest(difference)).isEqualTo(Quantity.LIGHTNESS);
        Shape shape = difference.shape().orElseThrow();
        assertThat(shape.length()).isCloseTo(41, within(3.0));
        assertThat(shape.thickness()).isCloseTo(3, within(1.0));
        assertThat(shape.direction()).isCloseTo(62, within(3.0));
    }

    @Test
    void aPatchMovedBySevenPixelsIsDisplacedBySeven() {
        Image normal = Made.texture(3);
        Place patch = box(50, 50, 50, 50);
        Image image = with(normal, patch, (y, x) -> normal.at(0, (int) y, (int) x - 7));
        Difference difference = Difference.of(restored(image, normal, patch));
        Displacement displacement = difference.displacement().orElseThrow();
        assertThat(displacement.right()).isCloseTo(7, within(0.7));
        assertThat(displacement.down()).isCloseTo(0, within(0.7));
        assertThat(displacement.explained()).isGreaterThan(0.7);
        assertThat(strongest(difference)).isEqualTo(Quantity.DISPLACEMENT);
    }

    @Test
    void whatIsBlurredByHalfHasAQuarterOfTheFinestEnergy() {
        Image normal = Made.texture(4);
        float[] blurred = new GaussianBlur(4).apply(normal.toArray(), SIDE, SIDE);
        Place disc = disc(80, 80, 25);
        Image image =
                with(normal, disc, (y, x) -> (normal.at(0, (int) y, (int) x) + blurred[(int) y * SIDE + (int) x]) / 2);
        Difference difference = Difference.of(restored(image, normal, disc));
        assertThat(value(difference, Quantity.SHARPNESS)).isCloseTo(-2, within(0.4));
        assertThat(value(difference, Quantity.LIGHTNESS)).isCloseTo(0, within(0.02));
        assertThat(strongest(difference)).isIn(Quantity.SHARPNESS, Quantity.TEXTURE);
    }

    @Test
    void aMirroredPatchOfStripesHasEdgesAcross() {
        Image normal = Made.stripes();
        Place patch = box(60, 60, 40, 40);
        Image image = with(normal, patch, (y, x) -> normal.at(0, (int) y, 159 - (int) x));
        Difference difference = Difference.of(restored(image, normal, patch));
        assertThat(value(difference, Quantity.ORIENTATION)).isCloseTo(90, within(10.0));
    }

    @Test
    void aMissingPartShowsBackground() {
        Image normal = Made.plate();
        Place corner = box(40, 90, 30, 40);
        Image image = with(normal, corner, (y, x) -> 0.9);
        Difference difference = Difference.of(restored(image, normal, corner));
        assertThat(value(difference, Quantity.OBJECT)).isCloseTo(-1, within(0.1));
        assertThat(value(Difference.of(restored(normal, image, corner)), Quantity.OBJECT))
                .isCloseTo(1, within(0.1));
    }

    @Test
    void aTextureHasNoBackgroundToMissOrAdd() {
        Image normal = Made.texture(7);
        Place disc = disc(70, 90, 14);
        Image image = with(normal, disc, (y, x) -> 0.95);
        assertThat(value(Difference.of(restored(image, normal, disc)), Quantity.OBJECT))
                .isZero();
    }

    @Test
    void aPatchFoundElsewhereIsRepeated() {
        Image normal = Made.texture(8);
        Place patch = box(40, 40, 24, 24);
        Image image = with(normal, patch, (y, x) -> normal.at(0, (int) y + 50, (int) x + 36));
        Place both = box(40, 40, 80, 80);
        assertThat(value(Difference.of(restored(image, normal, both)), Quantity.REPETITION))
                .isGreaterThan(0.9);
    }

    @Test
    void equalImagesDoNotDiffer() {
        Image normal = Made.texture(9);
        Difference difference = Difference.of(restored(normal, normal, disc(80, 80, 20)));
        assertThat(difference.pixels().any()).isFalse();
        assertThat(difference.shape()).isEmpty();
        assertThat(difference.descriptors()).isEmpty();
        assertThat(difference.descriptor(Quantity.LIGHTNESS).effect()).isZero();
    }

    @Test
    void swappingImageAndNormalVersionTurnsSigns() {
        Image normal = Made.texture(10);
        Place disc = disc(80, 80, 20);
        Image image = with(normal, disc, (y, x) -> 0.2 + 0.3 * normal.at(0, (int) y, (int) x));
        Difference there = Difference.of(restored(image, normal, disc));
        Difference back = Difference.of(restored(normal, image, disc));
        assertThat(there.pixels()).isEqualTo(back.pixels());
        for (Quantity quantity :
                new Quantity[] {Quantity.LIGHTNESS, Quantity.CONTRAST, Quantity.SHARPNESS, Quantity.TEXTURE}) {
            assertThat(value(there, quantity)).isNegative();
            assertThat(value(back, quantity)).isCloseTo(-value(there, quantity), within(1e-4));
            assertThat(back.descriptor(quantity).effect())
                    .isCloseTo(there.descriptor(quantity).effect(), within(1e-5));
        }
    }

    @Test
    void lengthsAreInPixelsOfALargeImage() {
        int factor = 4;
        Image small = Made.texture(11);
        Place disc = disc(70, 90, 20);
        Image changed = with(small, disc, (y, x) -> lighter(small.at(0, (int) y, (int) x), 0.2));
        Image image = io.xvad.data.preprocess.Resize.image(changed, factor * SIDE, factor * SIDE);
        Image normal = io.xvad.data.preprocess.Resize.image(small, factor * SIDE, factor * SIDE);
        boolean[] region = new boolean[factor * factor * SIDE * SIDE];
        java.util.Arrays.fill(region, true);
        Difference difference = Difference.of(new io.xvad.explainers.restoration.Restoration(
                image,
                normal,
                io.xvad.core.Mask.of(factor * SIDE, factor * SIDE, region),
                2,
                0,
                java.util.OptionalDouble.empty(),
                java.util.List.of(normal),
                1));
        assertThat(difference.pixels().height()).isEqualTo(factor * SIDE);
        assertThat((double) difference.shape().orElseThrow().area())
                .isCloseTo(Math.PI * 80 * 80, within(0.1 * Math.PI * 80 * 80));
    }
}
