package io.xvad.detectors.pixelgaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.detectors.TestImages;
import io.xvad.testkit.DetectorContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelGaussianTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new PixelGaussian();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "48");
    }

    private static Image flat(float grey) {
        return Image.of("flat", 1, 4, 4, filled(grey));
    }

    private static float[] filled(float grey) {
        float[] values = new float[16];
        Arrays.fill(values, grey);
        return values;
    }

    /** Greys 0.2 and 0.4: mean 0.3; grey 0.7 is 0.4 away. */
    @Test
    void distanceFromTheMeanIsThePlainDifference() {
        Map<String, String> options = Map.of("input-size", "4", "distance", "mean", "sigma", "0");
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options)
                .fit(Samples.of(List.of(flat(0.2f), flat(0.4f))), Samples.of(List.of(flat(0.3f))))) {
            assertThat(fitted.detect(flat(0.7f)).score()).isCloseTo(0.4, within(1e-6));
            Image mean = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(flat(0.7f));
            assertThat(mean.toArray()).containsOnly(filled(0.3f), within(1e-6f));
        }
    }

    /** Equal channels of variance 0.02: the distance along the grey axis is 0.4 sqrt(3) / sqrt(3 * 0.02 + shrinkage). */
    @Test
    void mahalanobisCountsInStandardDeviations() {
        Map<String, String> options = Map.of("input-size", "4", "sigma", "0", "shrinkage", "0.01");
        try (FittedDetector fitted = Training.of(detector())
                .withOptions(options)
                .fit(Samples.of(List.of(flat(0.2f), flat(0.4f))), Samples.of(List.of(flat(0.3f))))) {
            assertThat(fitted.detect(flat(0.7f)).score()).isCloseTo(0.4 * Math.sqrt(3) / Math.sqrt(0.07), within(1e-4));
        }
    }
}
