package io.xvad.generative;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small synthetic images for tests. */
public final class TestImages {

    private static final int HEIGHT = 60;
    private static final int WIDTH = 80;

    private TestImages() {}

    private static float[] stripes(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.2 * Math.sin(i % WIDTH * 0.4) + 0.1 * random.nextDouble());
        }
        return values;
    }

    /** Stripes with a little noise. */
    public static Image normal(int seed) {
        return Image.of("stripes-" + seed, 1, HEIGHT, WIDTH, stripes(seed));
    }

    public static List<Sample> normals(int count) {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            normals.add(normal(i));
        }
        return normals;
    }

    /** Whether a place is in the square of anomalous images: rows 10 to 29 and columns 50 to 69. */
    static boolean isInSquare(int y, int x) {
        return y >= 10 && y < 30 && x >= 50 && x < 70;
    }

    /** Stripes with a square of finer ones across them. */
    public static Image anomaly(int seed) {
        float[] values = stripes(seed);
        for (int i = 0; i < values.length; i++) {
            if (isInSquare(i / WIDTH, i % WIDTH)) {
                values[i] = (float) (0.5 + 0.2 * Math.sin(i / WIDTH * 1.2));
            }
        }
        return Image.of("with-square-" + seed, 1, HEIGHT, WIDTH, values);
    }

    /** Black and white blocks of ten pixels, which look like no stripes at all. */
    public static Image blocks() {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i / WIDTH / 10 + i % WIDTH / 10) % 2;
        }
        return Image.of("blocks", 1, HEIGHT, WIDTH, values);
    }
}
