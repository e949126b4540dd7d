package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.option.Options;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.video.Walks;
import io.xvad.video.motion.MotionScorer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that sees what is bright; see objects.py. */
class ObjectNetworkTest {

    private static Map<String, String> options() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(ObjectNetworkTest.class.getResource("/objects/objects.onnx"))
                .toURI());
        return Map.of("objects", file.toString(), "objects-size", "64", "input-size", "32", "smallest", "0.005");
    }

    private static Map<String, String> options(Map<String, String> others) throws URISyntaxException {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(others);
        return options;
    }

    private static List<ObjectNetwork.DetectedObject> seen(Image frame, Map<String, String> options) {
        try (ObjectNetwork network = ObjectNetwork.open(Options.parse(new Attributes().options(), options))
                .orElseThrow()) {
            return network.in(frame);
        }
    }

    private static FittedDetector fitted() throws URISyntaxException {
        return Training.of(new Attributes())
                .withOptions(options())
                .withHeldOut(0)
                .fit(Samples.of(Walks.normals(3)));
    }

    private static Finding most(FittedDetector fitted, Clip clip) {
        return MotionScorer.most(fitted.capability(ScoresFrames.class).orElseThrow(), clip)
                .orElseThrow();
    }

    @Test
    void boxesAndKeypointsAreThoseOfTheFrame() throws Exception {
        Image frame = Walks.clip(1, 1, 40, 0, 30).frames().get(0);
        List<ObjectNetwork.DetectedObject> seen = seen(frame, options());
        assertThat(seen).hasSize(1);
        Box box = seen.get(0).box();
        assertThat(List.of(box.x(), box.y(), box.width(), box.height()))
                .zipSatisfy(List.of(40, 30, 12, 12), (found, wanted) -> assertThat(found)
                        .isCloseTo(wanted, within(1)));
        assertThat(seen.get(0).pose()).containsExactly(new float[] {0, 0, 0.5f, 0.5f}, within(0.08f));
    }

    @Test
    void whatItIsNotSureOfIsLeftOut() throws Exception {
        Image frame = Walks.clip(1, 1, 40, 0, 30).frames().get(0);
        assertThat(seen(frame, options(Map.of("objects-confidence", "0.95")))).isEmpty();
        assertThat(seen(frame, options(Map.of("objects-confidence", "0.05")))).hasSize(2);
    }

    @Test
    void whatStandsStillIsSeenAndPoseIsAnAttribute(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("model.xvad");
        Clip still = Walks.clip(7, 12, 30, 0, 30);
        try (FittedDetector fitted = fitted()) {
            Finding finding = most(fitted, still);
            assertThat(finding.box().x()).isCloseTo(30, within(1));
            assertThat(finding.attributes())
                    .extracting(AttributeDeviation::attribute)
                    .contains("pose");
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(most(loaded, still).attributes()).isEqualTo(finding.attributes());
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile(@TempDir Path directory) throws Exception {
        Image frame = Walks.clip(1, 1, 40, 0, 30).frames().get(0);
        Path backbone = Files.write(
                directory.resolve("backbone.onnx"), BackboneSpec.packaged().onnx());
        assertThatThrownBy(() -> seen(frame, options(Map.of("objects", "none.onnx"))))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.onnx");
        assertThatThrownBy(() -> seen(frame, options(Map.of("objects-output", "other"))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() ->
                        seen(frame, options(Map.of("objects", backbone.toString(), "objects-output", "stride16"))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("6 + 3 K");
    }
}
