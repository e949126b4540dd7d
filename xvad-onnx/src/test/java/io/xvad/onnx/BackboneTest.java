package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.Npy;
import io.xvad.data.image.ImageReader;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.stfpm.Stfpm;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both engines against PyTorch; see golden/backbone/README.md. */
class BackboneTest {

    private static final List<String> LAYERS = List.of("stride4", "stride8", "stride16");

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(BackboneTest.class.getResource("/golden/backbone/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] array(String name) throws IOException {
        return Npy.read(name, Files.readAllBytes(golden(name))).floats();
    }

    private static Image image(String name) {
        return ImageReader.withDefaults().read(golden(name + ".png"));
    }

    @ParameterizedTest
    @CsvSource({"dl4j,chelsea", "dl4j,coffee", "onnxruntime,chelsea", "onnxruntime,coffee"})
    void featuresEqualPyTorchWithinATenthOfAPercent(String engine, String image) throws IOException {
        try (Backbone backbone = Backbone.open(BackboneSpec.packaged(), LAYERS, engine, 0)) {
            List<Tensor> features = backbone.features(List.of(image(image)));
            for (int i = 0; i < LAYERS.size(); i++) {
                float[] expected = array(image + "-" + LAYERS.get(i) + ".npy");
                float[] actual = features.get(i).toArray();
                assertThat(actual).hasSameSizeAs(expected);
                assertThat(largestDifference(actual, expected) / largest(expected))
                        .as(LAYERS.get(i))
                        .isLessThan(1e-4);
                assertThat(relativeError(actual, expected)).isLessThan(1e-3);
            }
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static double relativeError(float[] actual, float[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / norm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea", "coffee"})
    void inputIsNormalisedAsInTraining(String image) throws IOException {
        float[] planes = new float[3 * 224 * 224];
        BackboneSpec.packaged().normalize().into(image(image), planes, 0);
        float[] expected = array(image + "-input-head.npy");
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 8; i++) {
                assertThat(planes[c * 224 * 224 + i]).isCloseTo(expected[c * 8 + i], within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onnxruntime"})
    void aBatchOfAnySizesGivesOneRowAnImage(String engine) {
        Image small = Image.of("small", 1, 1, 1, new float[] {0.5f});
        try (Backbone backbone = Backbone.open(BackboneSpec.packaged(), List.of("stride16"), engine, 1)) {
            Tensor features = backbone.features(List.of(image("coffee"), small)).get(0);
            assertThat(features.shape()).containsExactly(2, 112, 14, 14);
            float[] alone = backbone.features(List.of(small)).get(0).toArray();
            for (int i = 0; i < alone.length; i++) {
                assertThat(features.buffer().get(alone.length + i)).isCloseTo(alone[i], within(1e-3f));
            }
        }
    }

    @Test
    void onnxRuntimeIsPreferred() {
        assertThat(Engines.named(Engines.AUTO)).isInstanceOf(OnnxRuntimeEngine.class);
        assertThatThrownBy(() -> Engines.named("onnxruntim"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean 'onnxruntime'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "onnxruntime"})
    void refusesBytesThatAreNoModelAndUnknownOutputs(String name) {
        InferenceEngine engine = Engines.named(name);
        byte[] onnx = BackboneSpec.packaged().onnx();
        assertThatThrownBy(() -> engine.open(new byte[] {1, 2, 3}, List.of("stride4"), 0))
                .isInstanceOf(XvadModelException.class);
        assertThatThrownBy(() -> engine.open(onnx, List.of("stride5"), 0))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("stride5");
    }

    @Test
    void aBackboneOfOnesOwnIsReadFromTwoFiles(@TempDir Path directory) throws IOException {
        BackboneSpec packaged = BackboneSpec.packaged();
        Path onnx = Files.write(directory.resolve("mine.onnx"), packaged.onnx());
        assertThatThrownBy(() -> BackboneSpec.fromFile(onnx)).hasMessageContaining("mine.json");
        Files.writeString(directory.resolve("mine.json"), packaged.describe());
        BackboneSpec mine = BackboneSpec.fromFile(onnx).withInputSize(64);
        assertThat(mine.layers()).isEqualTo(packaged.layers());
        try (Backbone backbone = Backbone.open(mine, List.of("stride8"), "onnxruntime", 0)) {
            assertThat(backbone.features(List.of(image("chelsea"))).get(0).shape())
                    .containsExactly(1, 40, 8, 8);
        }
        Files.writeString(directory.resolve("mine.json"), "{\"name\": \"mine\"}");
        assertThatThrownBy(() -> BackboneSpec.fromFile(onnx)).hasMessageContaining("layers");
        assertThatThrownBy(() -> packaged.withInputSize(100)).hasMessageContaining("multiple");
        assertThatThrownBy(() -> packaged.layer("stride6")).hasMessageContaining("Did you mean");
    }

    @Test
    void patchTokensOfATransformerAreAMapAsInPyTorch() throws IOException {
        BackboneSpec transformer = BackboneSpec.fromFile(golden("transformer.onnx"));
        try (Backbone backbone = Backbone.open(transformer, List.of("blocks.1"), "onnxruntime", 0)) {
            Tensor features = backbone.features(List.of(image("chelsea"))).get(0);
            float[] expected = array("chelsea-transformer.npy");
            assertThat(features.shape()).containsExactly(1, 16, 14, 14);
            assertThat(largestDifference(features.toArray(), expected) / largest(expected))
                    .isLessThan(1e-4);
        }
        try (Backbone larger = Backbone.open(transformer.withInputSize(448), List.of("blocks.1"), "onnxruntime", 0)) {
            assertThatThrownBy(() -> larger.features(List.of(image("chelsea"))))
                    .hasMessageContaining("448")
                    .hasMessageContaining("224");
        }
    }

    @Test
    void aTransformerGivesNoStudentOfItsKind() throws IOException {
        Training training = Training.of(new Stfpm())
                .withOptions(Map.of("backbone", golden("transformer.onnx").toString(), "layers", "blocks.1"));
        Samples normals = Samples.of(List.of(image("chelsea"), image("coffee")));
        assertThatThrownBy(() -> training.fit(normals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'transformer'")
                .hasMessageContaining("student=residual");
    }
}
