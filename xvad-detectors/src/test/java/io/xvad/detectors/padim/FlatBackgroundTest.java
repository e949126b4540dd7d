package io.xvad.detectors.padim;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A textured thing on a dark background that never changes: dust on the background must not outrank a defect of the thing. */
class FlatBackgroundTest {

    private static final int SIZE = 128;
    private static final int RADIUS = 40;
    private static final int NORMALS = 24;
    private static final int TESTED = 8;

    /** Fewer than the images, so that the sample covariances alone could be inverted wherever the thing is. */
    private static final int CHANNELS = 12;

    private static final Samples IMAGES = Samples.of(
            IntStream.range(0, NORMALS).mapToObj(FlatBackgroundTest::thing).toList());

    private static Image thing(int seed) {
        return Image.of("thing-" + seed, 1, SIZE, SIZE, pixels(seed));
    }

    private static float[] pixels(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = 6 * random.nextDouble();
        double frequency = 0.3 + 0.2 * random.nextDouble();
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            int y = i / SIZE - SIZE / 2;
            int x = i % SIZE - SIZE / 2;
            double stripes = Math.sin(phase + frequency * y) * Math.cos(phase + frequency * x);
            boolean inside = y * y + x * x < RADIUS * RADIUS;
            values[i] = inside ? (float) (0.5 + 0.25 * stripes + 0.05 * random.nextDouble()) : 0.04f;
        }
        return values;
    }

    /** With dust of low contrast in the upper left, and a dark hole in the middle. */
    private static Image dusty(int seed) {
        float[] values = pixels(seed);
        fill(values, 14, 14, 2, 0.05f);
        fill(values, 58, 60, 12, 0.1f);
        return Image.of("dusty-" + seed, 1, SIZE, SIZE, values);
    }

    private static void fill(float[] values, int top, int left, int side, float value) {
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                values[y * SIZE + x] = value;
            }
        }
    }

    private static float highest(AnomalyMap map, int top, int left, int side) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                highest = Math.max(highest, map.at(y, x));
            }
        }
        return highest;
    }

    /** In how many images the defect outranks the dust. */
    private static int defectsFound(Training training) {
        int found = 0;
        try (FittedDetector fitted =
                training.with(PaDiM.CHANNELS, CHANNELS).withHeldOut(0).fit(IMAGES)) {
            for (int seed = 100; seed < 100 + TESTED; seed++) {
                AnomalyMap map = fitted.detect(dusty(seed)).map();
                found += highest(map, 50, 52, 28) > highest(map, 0, 0, 30) ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void defectsOutrankDust() {
        assertThat(defectsFound(Training.of(new PaDiM()))).isEqualTo(TESTED);
    }

    @Test
    void withTheShrinkageOfThePaperDustOutranksThem() {
        assertThat(defectsFound(Training.of(new PaDiM()).with(PaDiM.SHRINKAGE, "0.01")))
                .isZero();
    }
}
