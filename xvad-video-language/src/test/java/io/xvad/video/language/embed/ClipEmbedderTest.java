package io.xvad.video.language.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.Npy;
import io.xvad.core.option.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** A small random CLIP that tools/export wrote, against what PyTorch computes with it. */
class ClipEmbedderTest {

    private static final Path EXPORTS = Path.of("..", "xvad-foundation", "src", "test", "resources", "exports");
    private static final Path PLAIN = EXPORTS.resolve("plain");
    private static final int DIMENSION = 16;

    private static Options options(Path folder) {
        return Options.parse(Embedders.OPTIONS, Map.of("embedder", folder.toString(), "threads", "1"));
    }

    private static float[] expected(String name) throws IOException {
        try (ZipFile zip = new ZipFile(PLAIN.resolve("expected.npz").toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
            return Npy.read(name, bytes).floats();
        }
    }

    private static Image image() throws IOException {
        float[] bytes = expected("image");
        float[] values = new float[bytes.length];
        int pixels = values.length / 3;
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i % pixels * 3 + i / pixels] / 255f;
        }
        return Image.of("image", 3, 40, 52, values);
    }

    private static String firstSentence() throws IOException {
        float[] bytes = expected("sentences");
        byte[] text = new byte[bytes.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) bytes[i];
        }
        return new String(text, StandardCharsets.UTF_8).split("\n", -1)[0];
    }

    @Test
    void vectorsAreThoseOfPyTorchOfUnitLength() throws IOException {
        try (JointEmbedder embedder = Embedders.open(options(PLAIN)).orElseThrow()) {
            float[] image = UnitLength.of(expected("image_embeds"));
            assertThat(embedder.image(image())).containsExactly(image, within(1e-4f));
            float[] text = UnitLength.of(Arrays.copyOf(expected("text_embeds"), DIMENSION));
            assertThat(embedder.text(firstSentence())).containsExactly(text, within(1e-4f));
            assertThat(embedder.clip(List.of(image(), image()), List.of(image, image)))
                    .containsExactly(image, within(1e-4f));
            assertThat(UnitLength.cosine(image, image)).isCloseTo(1, within(1e-6));
            assertThat(embedder.external().name()).isEqualTo("random, seed 291");
        }
    }

    @Test
    void aSavedModelTakesNoOtherWeights() {
        try (JointEmbedder embedder = Embedders.open(options(PLAIN)).orElseThrow();
                JointEmbedder again =
                        new ClipProvider().open(PLAIN.toString(), Optional.of(embedder.identity()), options(PLAIN))) {
            assertThat(again.identity()).isEqualTo(embedder.identity());
        }
        assertThatThrownBy(() -> new ClipProvider().open(PLAIN.toString(), Optional.of("other"), options(PLAIN)))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("other weights");
        assertThatThrownBy(() -> Embedders.open(options(EXPORTS.resolve("dinov2"))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("an embedder is clip");
        assertThat(Embedders.open(Options.parse(Embedders.OPTIONS, Map.of()))).isEmpty();
    }
}
