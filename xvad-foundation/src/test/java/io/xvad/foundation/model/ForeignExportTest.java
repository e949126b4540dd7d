package io.xvad.foundation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignExportTest {

    private static final InferenceEngine ENGINE = Engines.ofAnyNetwork().orElseThrow();

    private static Map<String, ForeignGraph> known(Path folder) {
        return ForeignExport.in(folder, ENGINE).orElseThrow().known();
    }

    @Test
    void filesAreKnownByNamesAndRanks() {
        assertThat(known(Foreign.folder("optimum-clip")))
                .containsExactly(
                        Map.entry("onnx/text_model.onnx", ForeignGraph.CLIP_TEXT),
                        Map.entry("onnx/vision_model.onnx", ForeignGraph.CLIP_VISION));
        assertThat(known(Foreign.folder("optimum-clip-whole")))
                .containsExactly(Map.entry("onnx/model.onnx", ForeignGraph.CLIP));
        assertThat(known(Foreign.folder("immich-clip")))
                .containsExactly(
                        Map.entry("textual/model.onnx", ForeignGraph.OPEN_CLIP_TEXT),
                        Map.entry("visual/model.onnx", ForeignGraph.OPEN_CLIP_VISION));
    }

    @ParameterizedTest
    @CsvSource({
        "dinov2,model.onnx,VISION_TRANSFORMER",
        "grounding-dino,model.onnx,GROUNDING_DINO",
        "mobile-sam,mobile_sam_image_encoder.onnx,SAM_ENCODER",
        "mobile-sam,sam_mask_decoder_multi.onnx,SAM_DECODER"
    })
    void soAreThoseThatADetectorCanUse(String folder, String file, ForeignGraph graph, @TempDir Path copied)
            throws IOException {
        Files.copy(Foreign.folder(folder).resolve(file), copied.resolve(file));
        assertThat(known(copied)).containsExactly(Map.entry(file, graph));
    }

    @Test
    void aFolderWithoutDescriptionSaysWhatItIsAndWhatToDo() {
        assertThatThrownBy(() -> Foreign.in(Foreign.folder("optimum-clip")))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContainingAll(
                        "optimum-clip: holds no model.json",
                        "onnx/vision_model.onnx is the image side of a CLIP, as Hugging Face's Optimum exports it",
                        "no detector here can use it",
                        "tools/export/clip.py",
                        "docs/weights.md");
        assertThat(catchThrowable(() -> Foreign.in(Foreign.folder("optimum-clip")))
                        .getMessage())
                .doesNotContain("\n");
    }

    @Test
    void networksThatAreNotKnownAreListedWithWhatTheyTakeAndGive() {
        assertThatThrownBy(() -> Foreign.in(Foreign.folder("unknown")))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContainingAll(
                        "classifier.onnx takes {data=float32 [?, 3, 8, 8]}", "classes=float32 [1, 10]");
    }

    @Test
    void reducedPrecisionsAndFoldersWithADescriptionArePassedOver(@TempDir Path folder) throws IOException {
        Path file = Foreign.folder("optimum-clip").resolve("onnx/text_model.onnx");
        Files.copy(file, folder.resolve("text_model_fp16.onnx"));
        assertThat(ForeignExport.in(folder, ENGINE)).isEmpty();
        Path own = Files.createDirectory(folder.resolve("clip"));
        Files.copy(file, own.resolve("text.onnx"));
        Files.writeString(own.resolve(ModelDescription.FILE), "{}");
        assertThat(ForeignExport.in(folder, ENGINE)).isEmpty();
        Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3});
        assertThat(ForeignExport.in(folder, ENGINE).orElseThrow().explanation()).contains("broken.onnx cannot be read");
    }

    @Test
    void aDescriptionOfTheUsersMakesPatchTokensOfDinov2() {
        Tensor pixels = Foreign.expected("dinov2", "pixel_values");
        Tensor whole = Foreign.expected("dinov2", "last_hidden_state");
        try (Network network = Foreign.model("dinov2")
                .require("anomaly-dino", "dinov2", List.of("plain"))
                .open("vision")) {
            assertThat(network.signature().orElseThrow().outputs()).containsOnlyKeys("patch_tokens");
            Tensor patches = Objects.requireNonNull(
                    network.run(Map.of("pixel_values", pixels)).get("patch_tokens"));
            assertThat(patches.shape()).containsExactly(1, 3 * 4, 16);
            assertThat(patches.toArray())
                    .containsExactly(Arrays.copyOfRange(whole.toArray(), 16, whole.size()), within(1e-4f));
        }
    }

    @Test
    void aDescriptionThatNamesAnotherOutputOrOtherRowsIsRefused(@TempDir Path folder) throws IOException {
        String json = Files.readString(Foreign.folder("dinov2").resolve(ModelDescription.FILE));
        Files.copy(Foreign.folder("dinov2").resolve("model.onnx"), folder.resolve("model.onnx"));
        Path description = folder.resolve(ModelDescription.FILE);
        Files.writeString(description, json.replace("last_hidden_state", "pooler_output"));
        assertThatThrownBy(() -> Foreign.in(folder).open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("pooler_output");
        Files.writeString(description, json.replace("\"rows-before-patches\": 1", "\"rows-before-patches\": 5"));
        try (Network network = Foreign.in(folder).open("vision")) {
            assertThatThrownBy(() -> network.run(Foreign.expected("dinov2", "pixel_values")))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining(
                            "must have 12 rows of patches of 14 pixels after the 5 that rows-before-patches leaves out; it has 13");
        }
        Files.writeString(description, json.replace("\"patch\": 14,", ""));
        assertThatThrownBy(() -> Foreign.in(folder).open("vision"))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("must say 'image.patch'");
        Files.writeString(description, json.replace("\"rows-before-patches\": 1", "\"rows-before-patches\": -1"));
        assertThatThrownBy(() -> Foreign.in(folder))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("rows-before-patches must be at least 0");
    }
}
