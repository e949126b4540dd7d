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

/** Pictures of noise, and a PatchCore that has learned ten of them. */
final class NoisePictures {

    static final int SIDE = 224;

    private NoisePictures() {}

    /** Three channels of independent uniform values. */
    static Image of(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Image.of("noise-" + seed, 3, SIDE, SIDE, values);
    }

    /** With 2,000 remembered patches, on ONNX Runtime. */
    static FittedDetector patchCore() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            normals.add(of(i));
        }
        Detector detector = Registry.load(Detector.class).get("patchcore");
        return Training.of(detector)
                .withOptions(Map.of("engine", "onnxruntime", "candidates", "6000"))
                .fit(Samples.of(normals));
    }
}
