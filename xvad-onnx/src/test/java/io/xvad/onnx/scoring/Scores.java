package io.xvad.onnx.scoring;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.testkit.SeparateProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A program that loads models and prints what they say of an image. */
final class Scores {

    private static final int SIDE = 40;

    private Scores() {}

    /** Stripes with a little noise. */
    static Image stripes(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            double stripe = 0.5 + 0.3 * Math.sin(i % SIDE * 0.6 + seed * 0.1);
            values[i] = (float) (stripe + 0.05 * random.nextDouble());
        }
        return Image.of("stripes " + seed, 3, SIDE, SIDE, values);
    }

    static List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            normals.add(stripes(seed));
        }
        return normals;
    }

    /** The same with a white square. */
    static Image anomaly() {
        float[] values = stripes(77).toArray();
        for (int y = 20; y < 30; y++) {
            for (int x = 8; x < 20; x++) {
                for (int c = 0; c < 3; c++) {
                    values[(c * SIDE + y) * SIDE + x] = 1;
                }
            }
        }
        return Image.of("anomaly", 3, SIDE, SIDE, values);
    }

    /** Prints for each model its file, score, the sum of its map, one value of it, and the sum of what it reconstructs. */
    public static void main(String[] models) {
        for (String model : models) {
            try (FittedDetector fitted = Models.load(Path.of(model))) {
                Detection detection = fitted.detect(anomaly());
                AnomalyMap map = detection.map();
                String name = Path.of(model).getFileName().toString().replace(".xvad", "");
                SeparateProcess.print(
                        name, detection.score(), sum(map.toArray()), map.at(25, 14), reconstructed(fitted));
            }
        }
        System.out.println("nd4j "
                + Thread.currentThread().getContextClassLoader().getResource("org/nd4j/linalg/factory/Nd4j.class"));
    }

    private static double reconstructed(FittedDetector fitted) {
        return fitted.capability(Reconstructs.class)
                .map(reconstructs -> sum(reconstructs.reconstruct(anomaly()).toArray()))
                .orElse(0.0);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
