package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.motion.MotionScorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector with mixtures in the place of nearest neighbours. */
class MixtureAttributesTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Attributes();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "smallest", "0.005", "density", "mixture", "components", "3");
    }

    private FittedDetector fitted() {
        return Training.of(detector()).withOptions(options()).withHeldOut(0).fit(Samples.of(normals()));
    }

    private static Finding most(FittedDetector fitted, Clip clip) {
        return MotionScorer.most(fitted.capability(ScoresFrames.class).orElseThrow(), clip)
                .orElseThrow();
    }

    /** Appearance aside, as all squares look the same. */
    private static String first(FittedDetector fitted, Clip clip) {
        return most(fitted, clip).attributes().stream()
                .map(AttributeDeviation::attribute)
                .filter(attribute -> !attribute.equals("appearance"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachKindOfAnomalyIsNamed() {
        try (FittedDetector fitted = fitted()) {
            assertThat(first(fitted, Walks.clip(7, 20, 2, 3, 30))).isEqualTo("speed");
            assertThat(first(fitted, Walks.clip(7, 30, 50, -1, 30))).isEqualTo("heading");
            assertThat(first(fitted, Walks.clip(7, 30, 5, 1, 4))).isEqualTo("place");
        }
    }

    @Test
    void aSavedOneSaysTheSame(@TempDir Path directory) {
        Path file = directory.resolve("model.xvad");
        try (FittedDetector fitted = fitted()) {
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(most(loaded, Walks.anomaly()).attributes())
                        .isEqualTo(most(fitted, Walks.anomaly()).attributes());
            }
        }
    }
}
