package io.xvad.cli.demo;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.data.image.ImageReader;
import io.xvad.data.preprocess.Resize;
import io.xvad.data.synthetic.SyntheticDefect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A photographed texture that comes with the command.
 *
 * @param name of its file
 */
public record Texture(String name) {

    /** Brick, grass and gravel: photographs, CC0. */
    public static final List<Texture> ALL = List.of(new Texture("brick"), new Texture("grass"), new Texture("gravel"));

    private static final int ENLARGED = 1024;
    private static final int SIDE = 256;
    private static final int MIDDLE = ENLARGED / 2;
    private static final int LEARNED_STEP = 128;
    private static final int CALIBRATED_STEP = 64;

    /** The photograph, 512 x 512 pixels. */
    public Image read() {
        try (InputStream in = Objects.requireNonNull(Texture.class.getResourceAsStream(name + ".png"), name)) {
            return ImageReader.withDefaults().read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The photograph, enlarged twice and cut: the left half to learn from, the upper right quarter to calibrate on, four squares of
     * the lower right quarter to test on. Squares of one part overlap, squares of different parts do not.
     */
    Subject subject(long seed) {
        Image photograph = Resize.image(read(), ENLARGED, ENLARGED).withId(name);
        List<Image> learned = squares(photograph, new Box(0, 0, MIDDLE, ENLARGED), LEARNED_STEP);
        List<Image> calibrated = squares(photograph, new Box(MIDDLE, 0, MIDDLE, MIDDLE), CALIBRATED_STEP);
        List<Image> tested = squares(photograph, new Box(MIDDLE, MIDDLE, MIDDLE, MIDDLE), SIDE);
        return new Subject(
                "Photographed " + name,
                "One photograph (CC0), enlarged twice and cut into squares of 256 pixels. The detector learned from squares of the left"
                        + " half and was calibrated on squares of the upper right quarter; these overlap within their part, so they"
                        + " count as a few independent images, not as " + learned.size() + " and " + calibrated.size()
                        + ". It is tested on four squares of the lower right quarter, which it never saw, and on the same four with"
                        + " one synthetic defect each: too few for rates.",
                Samples.of(learned),
                Optional.of(Samples.of(calibrated)),
                tests(tested, seed),
                false);
    }

    private static List<Image> squares(Image photograph, Box part, int step) {
        List<Image> squares = new ArrayList<>();
        for (int y = part.y(); y + SIDE <= part.y() + part.height(); y += step) {
            for (int x = part.x(); x + SIDE <= part.x() + part.width(); x += step) {
                squares.add(photograph.crop(new Box(x, y, SIDE, SIDE)).withId(photograph.id() + "-x" + x + "-y" + y));
            }
        }
        return squares;
    }

    private List<TestImage> tests(List<Image> squares, long seed) {
        List<TestImage> tests = new ArrayList<>();
        SyntheticDefect[] defects = SyntheticDefect.values();
        for (int i = 0; i < defects.length; i++) {
            SyntheticDefect defect = defects[i];
            Image square = squares.get(i % squares.size());
            Image named = square.withId(square.id() + "-" + defect.defectName());
            String title = SyntheticDefects.title(name, defect);
            tests.add(TestImage.defective(title, defect.apply(named, 1, seed * 1000 + i)));
        }
        squares.forEach(square -> tests.add(TestImage.normal(capitalised(name) + " without a defect", square)));
        return tests;
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    @Override
    public String toString() {
        return name;
    }
}
