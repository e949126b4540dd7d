package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.onnx.OnnxRuntimeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    private static final int SIDE = 64;

    @TempDir
    private Path directory = Path.of("");

    private Path image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 + 0.2 * Math.sin(i % SIDE * 0.5) + 0.1 * random.nextDouble());
        }
        Path file = directory.resolve("normal/" + seed + ".png");
        ImageWriter.writePng(Image.of("stripes", 1, SIDE, SIDE, values), file);
        return file;
    }

    private Path model(String detector, String... options) {
        image(0);
        image(1);
        Path model = directory.resolve(detector + ".xvad");
        Outcome fitted = run(
                "fit",
                "--detector",
                detector,
                "--data",
                directory.resolve("normal"),
                "--model",
                model,
                "-o",
                options[0],
                "-o",
                options[1]);
        assertThat(fitted.code()).as(fitted.err()).isZero();
        return model;
    }

    @Test
    void theGraphSaysWhatDetectSaysAndItsContractHowToAskIt() throws IOException {
        Path model = model("patchcore", "input-size=64", "coreset-size=50");
        Path asked = image(7);
        double wanted = run("detect", "--model", model, asked, "--out", directory.resolve("out"), "--json")
                .json()
                .get(0)
                .get("score")
                .asDouble();

        Path graph = directory.resolve("m.onnx");
        Outcome exported = run("export", "--model", model, "--out", graph);
        assertThat(exported.code()).as(exported.err()).isZero();
        JsonNode contract =
                new ObjectMapper().readTree(directory.resolve("m.json").toFile());
        assertThat(contract.at("/input/shape")).hasToString("[1,3,64,64]");
        assertThat(contract.get("detector").asText()).isEqualTo("patchcore");
        assertThat(contract.at("/calibration/threshold").isNumber()).isTrue();

        String score = contract.at("/outputs/score/name").asText();
        String input = contract.at("/input/name").asText();
        float[] pixels = Channels.colour(ImageReader.withDefaults().read(asked)).toArray();
        try (Network network = new OnnxRuntimeEngine().open(Files.readAllBytes(graph), List.of(score), 0)) {
            Map<String, Tensor> found = network.run(Map.of(input, Tensor.of(pixels, 1, 3, SIDE, SIDE)));
            assertThat((double)
                            Objects.requireNonNull(found.get(score)).buffer().get(0))
                    .isCloseTo(wanted, within(1e-4 * (1 + wanted)));
        }
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        Outcome missing = run("export", "--model", directory.resolve("no.xvad"), "--out", directory.resolve("m.onnx"));
        assertThat(missing.code()).isNotZero();
        assertThat(missing.err()).contains("no.xvad");
        Path model = model("odin", "task=defects", "epochs=1");
        Outcome refused = run("export", "--model", model, "--out", directory.resolve("odin.onnx"));
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("task=rotations");
        assertThat(directory.resolve("odin.onnx")).doesNotExist();
    }
}
