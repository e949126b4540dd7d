package io.xvad.cli;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Small grey images with a little noise. */
final class Gray {

    private static final int SIDE = 12;

    private Gray() {}

    /** Writes {@code count} of them to a directory, as {@code 0.png} and so on. */
    static void squares(Path directory, int count) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < count; i++) {
            float[] values = new float[SIDE * SIDE];
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) (0.4 + 0.1 * random.nextDouble());
            }
            ImageWriter.writePng(Image.of("square", 1, SIDE, SIDE, values), directory.resolve(i + ".png"));
        }
    }
}
