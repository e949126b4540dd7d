package io.xvad.service;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small noisy images, and a model of them. */
final class Squares {

    static final int SIDE = 24;

    private Squares() {}

    static Image normal(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(255 * (0.4 + 0.1 * random.nextDouble())) / 255f;
        }
        return Image.of("normal-" + seed, 1, SIDE, SIDE, values);
    }

    /** With a bright square of 4 x 4 pixels. */
    static Image strange(int seed) {
        float[] values = normal(seed).toArray();
        for (int y = 8; y < 12; y++) {
            Arrays.fill(values, y * SIDE + 10, y * SIDE + 14, 1);
        }
        return Image.of("strange-" + seed, 1, SIDE, SIDE, values);
    }

    static byte[] png(Image image) {
        return ImageWriter.png(image);
    }

    static FittedDetector model() {
        return Training.of(Registry.load(Detector.class).get("pixel-gaussian"))
                .withHeldOut(0.5)
                .fit(Samples.of(IntStream.range(0, 60).mapToObj(Squares::normal).toList()));
    }
}
