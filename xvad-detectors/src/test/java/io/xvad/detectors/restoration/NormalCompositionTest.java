package io.xvad.detectors.restoration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalCompositionTest {

    private static final Box HOLE = new Box(20, 38, 18, 16);

    private final NormalComposition turned = new NormalComposition(NormalImages.fit(Scenes.turned(24), 7));

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1.7, 3.9})
    void restoresWhatLiesTurned(double angle) {
        Image clean = Scenes.thing("clean", angle, 0.5, -0.5);
        int middle = (Scenes.SIDE - 1) / 2;
        Box hole = new Box(
                (int) Math.round(middle - 20 * Math.cos(angle)) - 7,
                (int) Math.round(middle - 20 * Math.sin(angle)) - 7,
                15,
                15);
        Image defect = filled(clean, hole, 1);

        Image restored = turned.reconstruct(defect, around(hole, 3), 3).get(0);

        assertThat(meanDifference(restored, clean, hole)).isLessThan(0.06);
        assertThat(meanDifference(turned.reconstruct(defect), clean, hole))
                .isGreaterThan(2 * meanDifference(restored, clean, hole));
    }

    @Test
    void leavesAllElseAsItWas() {
        Image clean = Scenes.thing("clean", 0.8, 0, 0);
        Image defect = filled(clean, HOLE, 1);

        Image restored = turned.reconstruct(defect, around(HOLE, 3), 1).get(0);

        boolean[] near = around(HOLE, 3 + 3).toArray();
        long changed = IntStream.range(0, near.length)
                .filter(i ->
                        !near[i] && restored.buffer().get(i) != defect.buffer().get(i))
                .count();
        assertThat(changed).isLessThan(near.length / 25);
    }

    @Test
    void restoresWhatPlainlyContinuesARegionToo() {
        Image clean = Scenes.thing("clean", 0.8, 0, 0);
        Image defect = filled(clean, HOLE, 1);
        Box half = new Box(HOLE.x(), HOLE.y(), HOLE.width() / 2, HOLE.height());

        Image restored = turned.reconstruct(defect, around(half, 1), 1).get(0);

        assertThat(meanDifference(restored, clean, HOLE)).isLessThan(0.05);
    }

    @Test
    void bringsContentToTheTone() {
        Image clean = changed(Scenes.thing("clean", 2.2, 0, 0), 0.8f, 0.02f);
        Image defect = filled(clean, HOLE, 1);

        Image restored = turned.reconstruct(defect, around(HOLE, 3), 1).get(0);

        assertThat(meanDifference(restored, clean, HOLE)).isLessThan(0.04);
    }

    @Test
    void givesVersionsFromDifferentImages() {
        Image defect = filled(Scenes.thing("clean", 0.8, 0, 0), HOLE, 1);

        List<Image> versions = turned.reconstruct(defect, around(HOLE, 3), 3);

        assertThat(versions).hasSize(3).doesNotHaveDuplicates().allMatch(version -> version.id()
                .equals("clean"));
        assertThat(turned.reconstruct(defect, around(HOLE, 3), 3)).isEqualTo(versions);
    }

    @Test
    void restoresImagesOfAnotherSizeAndColour() {
        Image clean = Channels.colour(Resize.image(Scenes.thing("clean", 0.8, 0, 0), 150, 150));
        Box hole = new Box(32, 60, 28, 24);
        Image defect = filled(clean, hole, 1);

        Image restored = turned.reconstruct(defect, around(hole, 4, 150), 1).get(0);

        assertThat(restored.channels()).isEqualTo(3);
        assertThat(meanDifference(restored, clean, hole)).isLessThan(0.05);
    }

    @Test
    void aWholeImageHasNoSurroundings() {
        Image image = Scenes.thing("clean", 0.8, 0, 0);
        Mask everything = around(new Box(0, 0, Scenes.SIDE, Scenes.SIDE), 0);

        assertThat(turned.reconstruct(image, everything, 3)).containsExactly(turned.reconstruct(image));
    }

    @Test
    void anImageWithoutVariationIsRestoredToo() {
        Image flat = Image.of("flat", 1, 32, 32, new float[32 * 32]);
        NormalComposition composition = new NormalComposition(NormalImages.fit(Samples.of(List.of(flat, flat)), 1));
        Image defect = filled(flat, new Box(10, 10, 6, 6), 0.7f);

        Image restored = composition
                .reconstruct(defect, around(new Box(10, 10, 6, 6), 1, 32), 2)
                .get(0);

        assertThat(meanDifference(restored, flat, new Box(10, 10, 6, 6))).isEqualTo(0, within(1e-6));
    }

    private static Image filled(Image image, Box box, float value) {
        float[] values = image.toArray();
        int plane = image.height() * image.width();
        for (int c = 0; c < image.channels(); c++) {
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int x = box.x(); x < box.x() + box.width(); x++) {
                    values[c * plane + y * image.width() + x] = value;
                }
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static Image changed(Image image, float gain, float shift) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * gain + shift;
        }
        return Image.of(image.id(), 1, image.height(), image.width(), values);
    }

    private static Mask around(Box box, int margin) {
        return around(box, margin, Scenes.SIDE);
    }

    private static Mask around(Box box, int margin, int side) {
        boolean[] pixels = new boolean[side * side];
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                pixels[y * side + x] = true;
            }
        }
        return Mask.of(side, side, pixels).grown(margin);
    }

    private static double meanDifference(Image image, Image other, Box box) {
        Image a = image.crop(box);
        Image b = other.crop(box);
        double sum = 0;
        for (int i = 0; i < a.toArray().length; i++) {
            sum += Math.abs(a.buffer().get(i) - b.buffer().get(i));
        }
        return sum / a.toArray().length;
    }
}
