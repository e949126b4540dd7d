package io.xvad.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.core.registry.Registry;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.Foreign;
import io.xvad.foundation.model.ModelDescription;
import io.xvad.foundation.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFormatTest {

    @Test
    void formatsAreFoundByTheNamesOfDescriptions() {
        assertThat(Registry.load(TokenizerFormat.class).all().stream().map(TokenizerFormat::name))
                .contains("clip-bpe", "hugging-face", "word-piece");
        try (Tokenizer clip = TokenizerFormat.tokenizerOf(Export.of("plain").model());
                Tokenizer bert = TokenizerFormat.tokenizerOf(Foreign.model("grounding-dino"))) {
            assertThat(clip).isInstanceOf(ClipBpe.class);
            assertThat(bert.encode("scratch.", 6)).containsExactly(2, 6, 4, 3, 0, 0);
        }
    }

    @Test
    void aFormatThatNobodyKnowsIsRefusedWithThoseThereAre(@TempDir Path folder) throws IOException {
        Path description =
                Weights.in(folder, Map.of("clip", "plain")).resolve("clip").resolve(ModelDescription.FILE);
        Files.writeString(description, Files.readString(description).replace("clip-bpe", "clip-bpf"));
        assertThatThrownBy(() -> TokenizerFormat.tokenizerOf(Foreign.in(folder.resolve("clip"))))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContainingAll("clip-bpf", "clip-bpe", "word-piece");
    }
}
