package io.xvad.evaluation.benchmark;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Noise of 12 x 12 pixels, some of it with a faint bright spot: a data set in MVTec's layout. */
final class Spots {

    static final int NORMAL_TESTS = 10;
    static final int ANOMALOUS_TESTS = 12;

    private static final int SIDE = 12;

    private Spots() {}

    static Path in(Path root, int seed) {
        for (int i = 0; i < 20; i++) {
            write(root.resolve("train/good/" + i + ".png"), noise(1000 * seed + i, 0));
        }
        for (int i = 0; i < NORMAL_TESTS; i++) {
            write(root.resolve("test/good/" + i + ".png"), noise(1000 * seed + 100 + i, 0));
        }
        for (int i = 0; i < ANOMALOUS_TESTS; i++) {
            String defect = i % 2 == 0 ? "spot" : "stain";
            write(root.resolve("test/" + defect + "/" + i + ".png"), noise(1000 * seed + 200 + i, 0.02 + 0.015 * i));
            write(root.resolve("ground_truth/" + defect + "/" + i + "_mask.png"), mask());
        }
        return root;
    }

    private static float[] noise(int seed, double spot) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIDE * SIDE];
        for (int p = 0; p < values.length; p++) {
            values[p] = (float) (0.3 + 0.3 * random.nextDouble() + (isSpot(p) ? spot : 0));
        }
        return values;
    }

    private static float[] mask() {
        float[] values = new float[SIDE * SIDE];
        for (int p = 0; p < values.length; p++) {
            values[p] = isSpot(p) ? 1 : 0;
        }
        return values;
    }

    private static boolean isSpot(int p) {
        return p % SIDE > 5 && p % SIDE < 10 && p / SIDE > 2 && p / SIDE < 7;
    }

    private static void write(Path file, float[] values) {
        ImageWriter.writePng(Image.of(file.toString(), 1, SIDE, SIDE, values), file);
    }
}
