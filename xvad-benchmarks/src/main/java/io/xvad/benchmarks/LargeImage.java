package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A scratch of 12 pixels in a large image: {@code LargeImage HEIGHT WIDTH TILE NORMALS DETECTOR}. Fits on synthetic plates, as whole images and
 * tile by tile; half of them calibrate. Prints whether each finds the scratch, and what tiling costs beside the sum of its tiles.
 */
public final class LargeImage {

    private static final int NEAR = 40;
    private static final int REPEATS = 2;
    private static final double NANOS = 1e9;

    private final int height;
    private final int width;

    private LargeImage(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        LargeImage plates = new LargeImage(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        Tiling tiling = Tiling.of(Integer.parseInt(arguments[2]));
        Samples normals = plates.normals(Integer.parseInt(arguments[3]));
        Detector detector = Registry.load(Detector.class).get(arguments[4]);
        Training training =
                Training.of(detector).withHeldOut(0.5).withFalseAlarmRate(0.34).withoutMeasures();
        try (FittedDetector whole = training.fit(normals)) {
            System.out.println("whole image: " + plates.found(whole));
        }
        try (FittedDetector tiled = training.tiled(tiling).fit(normals)) {
            System.out.println("tiles of " + tiling.size() + ": " + plates.found(tiled));
            System.out.println(plates.cost(tiled, tiling));
        }
    }

    private Samples normals(int count) {
        return new Samples() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public Image get(int index) {
                return plate(index);
            }
        };
    }

    /** A soft texture with noise, grey. */
    private Image plate(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = 7 * random.nextDouble();
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            double wave = Math.sin(i % width / 9.0 + phase) * Math.sin(i / width / 11.0 + 2 * phase);
            values[i] = (float) (0.5 + 0.08 * wave + 0.04 * random.nextDouble());
        }
        return Image.of("plate-" + seed, 1, height, width, values);
    }

    private Image scratched() {
        float[] values = plate(-1).toArray();
        for (int i = 0; i < 12; i++) {
            int at = (top() + i) * width + left() + i / 3;
            values[at] = 0.05f;
            values[at + 1] = 0.05f;
        }
        return Image.of("scratched", 1, height, width, values);
    }

    private int top() {
        return 2 * height / 3;
    }

    private int left() {
        return 5 * width / 8;
    }

    private String found(FittedDetector model) {
        Detection detection = model.detect(scratched());
        int peak = detection.map().argmax();
        boolean there = Math.abs(peak / width - top()) < NEAR && Math.abs(peak % width - left()) < NEAR;
        return String.format(
                Locale.ROOT,
                "%s, score %.3f, threshold %.3f, highest place %s the scratch",
                detection.verdict().decision(),
                detection.score(),
                detection.verdict().threshold().orElse(Double.NaN),
                there ? "at" : "not at");
    }

    /** The best of some runs of each, turn by turn; an image that is one tile is scored as it is. */
    private String cost(FittedDetector tiled, Tiling tiling) {
        Image image = scratched();
        double together = Double.POSITIVE_INFINITY;
        double sum = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            together = Math.min(together, seconds(() -> tiled.detect(image)));
            double tiles = 0;
            for (Box box : tiling.boxes(height, width)) {
                Image tile = image.crop(box);
                tiles += seconds(() -> tiled.detect(tile));
            }
            sum = Math.min(sum, tiles);
        }
        return String.format(
                Locale.ROOT,
                "%d tiles: %.2f s, their sum %.2f s, %.3f times",
                tiling.boxes(height, width).size(),
                together,
                sum,
                together / sum);
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / NANOS;
    }
}
