package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.Walks;
import io.xvad.video.motion.MotionScorer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset {@code ai-vad} with a network that sees what is bright and gives keypoints; see objects.py. */
class AiVadPresetTest {

    private static Training training() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(AiVadPresetTest.class.getResource("/objects/objects.onnx"))
                .toURI());
        return Training.of(new Attributes())
                .withPreset("ai-vad")
                .withOptions(Map.of("objects", file.toString(), "input-size", "32", "smallest", "0.005"))
                .withHeldOut(0);
    }

    private static Finding most(FittedDetector fitted, Clip clip) {
        return MotionScorer.most(fitted.capability(ScoresFrames.class).orElseThrow(), clip)
                .orElseThrow();
    }

    private static double surprise(Finding finding, String attribute) {
        return finding.attributes().stream()
                .filter(one -> one.attribute().equals(attribute))
                .mapToDouble(AttributeDeviation::surprise)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void velocityPoseAndAppearanceMakeUpTheScore(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("model.xvad");
        try (FittedDetector fitted = training().fit(Samples.of(Walks.normals(4)))) {
            Finding fast = most(fitted, Walks.clip(7, 20, 2, 3, 30));
            assertThat(fast.attributes())
                    .extracting(AttributeDeviation::attribute)
                    .containsExactlyInAnyOrder("velocity", "appearance", "pose");
            assertThat(fast.attributes().stream()
                            .mapToDouble(AttributeDeviation::surprise)
                            .sum())
                    .isCloseTo(fast.score(), within(1e-9));
            Finding walking = most(fitted, Walks.clip(7, 20, 8, 1, 30));
            assertThat(surprise(fast, "velocity")).isGreaterThan(2 * surprise(walking, "velocity"));
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(loaded.provenance().preset()).contains("ai-vad");
                assertThat(most(loaded, Walks.anomaly()).attributes())
                        .isEqualTo(most(fitted, Walks.anomaly()).attributes());
            }
        }
    }

    @Test
    void refusesAnAttributeThereIsNot() throws Exception {
        Training training = training().withOptions(Map.of("attributes", "velocity,gait"));
        assertThatThrownBy(() -> training.fit(Samples.of(Walks.normals(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'gait'")
                .hasMessageContaining("pose, velocity");
    }
}
