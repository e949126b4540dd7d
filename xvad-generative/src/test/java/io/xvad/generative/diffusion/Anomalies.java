package io.xvad.generative.diffusion;

import io.xvad.core.Image;
import io.xvad.generative.TestImages;

/** Anomalies that a network of a few seconds' training finds. */
public final class Anomalies {

    private Anomalies() {}

    /** Stripes under a large black square. */
    public static Image square(int seed) {
        Image stripes = TestImages.normal(seed);
        float[] values = stripes.toArray();
        for (int i = 0; i < values.length; i++) {
            int y = i / stripes.width();
            int x = i % stripes.width();
            values[i] = y >= 15 && y < 45 && x >= 20 && x < 50 ? 0 : values[i];
        }
        return Image.of("black-square-" + seed, 1, stripes.height(), stripes.width(), values);
    }
}
