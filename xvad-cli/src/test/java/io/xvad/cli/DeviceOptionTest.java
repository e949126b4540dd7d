package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.engine.Device;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option --device, with the ONNX Runtime for the processor on the class path. */
class DeviceOptionTest {

    @Test
    void countsForOneCommandBeforeOrBehindItsName() throws IOException {
        assertThat(onnxRuntime("list", "engines", "--json").path("missing").isMissingNode())
                .isTrue();
        assertThat(onnxRuntime("list", "engines", "--json", "--device", "cuda")
                        .path("missing")
                        .asText())
                .contains("onnxruntime_gpu");
        assertThat(onnxRuntime("--device=cuda", "list", "engines", "--json")
                        .path("available")
                        .asBoolean())
                .isFalse();
        assertThat(System.getProperty(Device.PROPERTY)).isNull();
    }

    private static JsonNode onnxRuntime(Object... args) throws IOException {
        return StreamSupport.stream(run(args).json().spliterator(), false)
                .filter(item -> item.get("name").asText().equals("onnxruntime"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aModelIsNotScoredElsewhereInstead(@TempDir Path directory) throws IOException {
        Path normals = Files.createDirectory(directory.resolve("normal"));
        for (int i = 0; i < 3; i++) {
            ImageWriter.writePng(FixedSamples.image("n" + i, i, 0), normals.resolve(i + ".png"));
        }
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run("fit", "--detector", "padim", "-o", "channels=5", "--data", normals, "--model", model);
        assertThat(fitted.code()).as(fitted.err()).isZero();
        Outcome scored =
                run("detect", "--device", "cuda", "--model", model, "--out", directory.resolve("out"), normals);
        assertThat(scored.code()).isEqualTo(Main.FAILED);
        assertThat(scored.err().lines()).hasSize(1).allMatch(line -> line.contains("onnxruntime_gpu"));
        assertThat(run("detect", "--model", model, "--out", directory.resolve("out"), normals)
                        .code())
                .isZero();
    }

    @Test
    void anotherWordIsWrongUsage() {
        Outcome outcome = run("list", "engines", "--device", "tpu");
        assertThat(outcome.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(outcome.err()).contains("--device", "tpu");
    }
}
