package io.xvad.benchmarks;

import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.data.image.ImageReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times what a saved model takes on the class path it is started with: {@code ScoringSpeed MODEL IMAGE [RUNS]}. Prints the
 * milliseconds from the start of the process to the first score, and the median of later scores, reading the image not
 * counted. {@code tools/onnx-export/speed.py} starts it with and without ND4J.
 */
public final class ScoringSpeed {

    private static final int RUNS = 20;

    private ScoringSpeed() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        Image image = ImageReader.withDefaults().read(Path.of(arguments[1]));
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : RUNS;
        try (FittedDetector model = Models.load(Path.of(arguments[0]))) {
            double score = model.detect(image).score();
            long first = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            for (int i = 0; i < runs / 2; i++) {
                model.detect(image);
            }
            double[] milliseconds = new double[runs];
            for (int i = 0; i < runs; i++) {
                long start = System.nanoTime();
                model.detect(image);
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(milliseconds);
            System.out.printf(Locale.ROOT, "first %d detect %.2f score %.6g%n", first, milliseconds[runs / 2], score);
        }
    }
}
