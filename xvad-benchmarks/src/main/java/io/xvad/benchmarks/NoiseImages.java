package io.xvad.benchmarks;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Images of noise, and a PatchCore that has learned ten of them. */
final class NoiseImages {

    static final int SIDE = 224;

    private NoiseImages() {}

    /** Independent uniform values. */
    static float[] values(int count, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** An image of three channels of uniform noise. */
    static Image of(int seed) {
        return Image.of("noise-" + seed, 3, SIDE, SIDE, values(3 * SIDE * SIDE, seed));
    }

    /** Ten images of uniform noise. */
    static Samples normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            normals.add(of(i));
        }
        return Samples.of(normals);
    }

    /** A PatchCore with 2,000 remembered patches, on ONNX Runtime. */
    static FittedDetector patchCore() {
        Detector detector = Registry.load(Detector.class).get("patchcore");
        return Training.of(detector)
                .withOptions(Map.of("engine", "onnxruntime", "candidates", "6000"))
                .fit(normals());
    }
}
