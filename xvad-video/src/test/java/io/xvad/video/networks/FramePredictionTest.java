package io.xvad.video.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.testkit.DetectorContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePredictionTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new FramePrediction();
    }

    @Override
    protected List<Sample> normals() {
        return Bars.normals();
    }

    @Override
    protected Sample anomaly() {
        return Bars.anomaly();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "width", "4", "epochs", "8", "learning-rate", "0.005");
    }

    /** By 3 decibels, twice the error. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tellsAnomaliesApartWhateverTheSeed(long seed) {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).withSeed(seed).fit(Samples.of(normals()))) {
            double highest = normals().stream()
                    .mapToDouble(normal -> fitted.detect(normal).score())
                    .max()
                    .orElseThrow();
            assertThat(fitted.detect(anomaly()).score()).isGreaterThan(highest + 3);
        }
    }
}
