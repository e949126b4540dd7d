package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

    /** {@code printf weights | sha256sum}. */
    private static final String SHA256 = "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void findsTheFileOfThisNameAndDigest() throws IOException {
        Path file = Files.writeString(directory.resolve("clip-vit.onnx"), "weights");
        assertThat(ModelStore.of(directory).find("clip-vit.onnx", SHA256)).isEqualTo(file);
    }

    @Test
    void aMissingFileSaysWhichAndWhere() {
        assertThatThrownBy(() -> ModelStore.of(directory).find("clip-vit.onnx", SHA256))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("clip-vit.onnx")
                .hasMessageContaining(SHA256)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(ModelStore.VARIABLE);
    }

    @Test
    void anotherFileOfTheSameNameIsNotTaken() throws IOException {
        Files.writeString(directory.resolve("clip-vit.onnx"), "other weights");
        assertThatThrownBy(() -> ModelStore.of(directory).find("clip-vit.onnx", SHA256))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining(SHA256)
                .hasMessageContaining(Sha256.of("other weights"));
    }

    @Test
    void aNameDoesNotLeadOutOfTheFolder() {
        for (String name : new String[] {"../secret", "/etc/passwd", "a/b", "", "..", "a\\b"}) {
            assertThatThrownBy(() -> ModelStore.of(directory).find(name, SHA256))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void thePropertyNamesTheStandardFolder() {
        String before = System.setProperty(ModelStore.PROPERTY, directory.toString());
        try {
            assertThat(ModelStore.standard().folder()).isEqualTo(directory);
        } finally {
            if (before == null) {
                System.clearProperty(ModelStore.PROPERTY);
            } else {
                System.setProperty(ModelStore.PROPERTY, before);
            }
        }
    }
}
