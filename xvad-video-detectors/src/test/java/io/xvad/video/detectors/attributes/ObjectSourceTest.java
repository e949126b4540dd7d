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
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.video.Walks;
import io.xvad.video.detectors.objects.ObjectSource;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.objects.DetectedObject;
import io.xvad.video.objects.Keypoint;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that sees what is bright; see objects.py. */
class ObjectSourceTest {

    private static Map<String, String> options() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(ObjectSourceTest.class.getResource("/objects/objects.onnx"))
                .toURI());
        return Map.of("objects", file.toString(), "input-size", "32", "smallest", "0.005");
    }

    private static Map<String, String> options(Map<String, String> others) throws URISyntaxException {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(others);
        return options;
    }

    private static List<DetectedObject> seen(Image frame, Map<String, String> options) {
        try (ObjectSource source = ObjectSource.openPosed(Options.parse(new Attributes().options(), options))
                .orElseThrow()) {
            return source.follow(25).in(new Frame(0, 0, frame));
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
        List<DetectedObject> seen = seen(frame, options());
        assertThat(seen).hasSize(1);
        Box box = seen.get(0).box(frame.height(), frame.width()).orElseThrow();
        assertThat(List.of(box.x(), box.y(), box.width(), box.height()))
                .zipSatisfy(List.of(40, 30, 12, 12), (found, wanted) -> assertThat(found)
                        .isCloseTo(wanted, within(1)));
        assertThat(seen.get(0).keypoints())
                .zipSatisfy(List.of(new Keypoint(40, 30, 0.9), new Keypoint(46, 36, 0.9)), (found, wanted) -> {
                    assertThat(found.x()).isCloseTo(wanted.x(), within(1.0));
                    assertThat(found.y()).isCloseTo(wanted.y(), within(1.0));
                });
    }

    @Test
    void whatItIsNotSureOfIsLeftOut() throws Exception {
        Image walk = Walks.clip(1, 1, 40, 0, 30).frames().get(0);
        Image frame = walk.crop(new Box(walk.width() - walk.height(), 0, walk.height(), walk.height()));
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

    /** As models were saved before exports were recognised. */
    @Test
    void modelsWithAnOptionOfOldLoad(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("model.xvad");
        Clip still = Walks.clip(7, 12, 30, 0, 30);
        try (FittedDetector fitted = fitted()) {
            Models.save(fitted, file);
            try (FileSystem model = FileSystems.newFileSystem(file)) {
                Path manifest = model.getPath("manifest.json");
                String text = Files.readString(manifest);
                String old = text.replaceFirst("\"objects\"\\s*:", "\"objects-output\" : \"output0\", $0");
                assertThat(old).isNotEqualTo(text);
                Files.writeString(manifest, old);
            }
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(most(loaded, still).attributes())
                        .isEqualTo(most(fitted, still).attributes());
            }
        }
    }

    @Test
    void classesTilesAndFramesBetweenAreOptions() throws Exception {
        Image frame = Walks.clip(1, 1, 40, 0, 30).frames().get(0);
        assertThat(seen(frame, options(Map.of("object-classes", "dog, person"))))
                .hasSize(1);
        assertThat(seen(frame, options(Map.of("object-classes", "dog")))).isEmpty();
        assertThat(seen(frame, options(Map.of("object-tiles", "2")))).hasSize(1);
        Map<String, String> every = options(Map.of("object-every", "3"));
        try (ObjectSource source = ObjectSource.openPosed(Options.parse(new Attributes().options(), every))
                .orElseThrow()) {
            CarriedObjects carried = source.follow(25);
            Image empty =
                    Image.of("empty", 1, frame.height(), frame.width(), new float[frame.height() * frame.width()]);
            assertThat(carried.in(new Frame(0, 0, frame))).hasSize(1);
            assertThat(carried.in(new Frame(1, 0.04, empty))).hasSize(1);
            assertThat(carried.in(new Frame(2, 0.08, empty))).hasSize(1);
            assertThat(carried.in(new Frame(3, 0.12, empty))).isEmpty();
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
        assertThatThrownBy(() -> seen(frame, options(Map.of("objects", backbone.toString()))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("no known form");
        assertThatThrownBy(() -> seen(frame, options(Map.of("object-pose", backbone.toString()))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("simcc_x");
        assertThatThrownBy(() -> seen(frame, Map.of("object-pose", backbone.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("objects");
    }
}
