package io.xvad.detectors;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;

/** Small synthetic pictures for tests. */
public final class TestImages {

    private TestImages() {}

    /** Stripes with a little noise. */
    public static Image stripes(int seed, int height, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            double stripe = 0.5 + 0.2 * Math.sin(i % width * 0.4);
            values[i] = (float) (stripe + 0.1 * random.nextDouble());
        }
        return Image.of("stripes-" + seed, 1, height, width, values);
    }

    public static List<Sample> normals(int count) {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            normals.add(stripes(i, 60, 80));
        }
        return normals;
    }

    /** Stripes with a chequered square at rows 10 to 29 and columns 50 to 69; a smaller picture shows it as even grey. */
    public static Image withSquare() {
        return withSquare((y, x) -> (x + y) % 2);
    }

    /** Stripes with a white square at the same place, which pictures of any size show. */
    public static Image withWhiteSquare() {
        return withSquare((y, x) -> 1);
    }

    private static Image withSquare(IntBinaryOperator shade) {
        float[] values = stripes(99, 60, 80).toArray();
        for (int y = 10; y < 30; y++) {
            for (int x = 50; x < 70; x++) {
                values[y * 80 + x] = shade.applyAsInt(y, x);
            }
        }
        return Image.of("with-square", 1, 60, 80, values);
    }
}
