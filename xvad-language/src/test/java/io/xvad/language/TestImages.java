package io.xvad.language;

import io.xvad.core.Image;
import java.util.Random;

/** Small grey-blue images with noise, and the same with a red square. */
public final class TestImages {

    private TestImages() {}

    public static Image normal(String id, int side, long seed) {
        Random random = new Random(seed);
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i < 2 * side * side ? 0.4f : 0.5f) + 0.05f * random.nextFloat();
        }
        return Image.of(id, 3, side, side, values);
    }

    /** With a red square over the upper left quarter. */
    public static Image anomaly(String id, int side) {
        float[] values = normal(id, side, 99).toArray();
        for (int y = 0; y < side / 2; y++) {
            for (int x = 0; x < side / 2; x++) {
                values[y * side + x] = 0.9f;
                values[(side + y) * side + x] = 0.1f;
                values[(2 * side + y) * side + x] = 0.1f;
            }
        }
        return Image.of(id, 3, side, side, values);
    }
}
