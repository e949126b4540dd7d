package io.xvad.explainers;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Noisy grey images, and one with a black square in its upper right. */
public final class Scene {

    public static final int HEIGHT = 30;
    public static final int WIDTH = 45;

    private Scene() {}

    public static Image normal(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.6 + 0.05 * random.nextDouble());
        }
        return Image.of("normal-" + seed, 1, HEIGHT, WIDTH, values);
    }

    /** Black at rows 3 to 8 and columns 34 to 39. */
    public static Image withSquare() {
        return withSquare(77);
    }

    /** The same on other noise. */
    public static Image withSquare(int seed) {
        float[] values = normal(seed).toArray();
        for (int y = 3; y < 9; y++) {
            for (int x = 34; x < 40; x++) {
                values[y * WIDTH + x] = 0;
            }
        }
        return Image.of("with-square", 1, HEIGHT, WIDTH, values);
    }

    public static FittedDetector fitted() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            normals.add(normal(i));
        }
        return Training.of(new TemplateDetector()).withHeldOut(0.5).fit(Samples.of(normals));
    }
}
