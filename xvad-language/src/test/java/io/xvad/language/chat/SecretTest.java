package io.xvad.language.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("key"), text);
    }

    @Test
    void theMarkAtTheBeginningOfAFileAndWhiteSpaceAreNoPartOfIt() throws IOException {
        assertThat(Secret.read("", file("\ufeff sk-secret\r\n").toString())
                        .orElseThrow()
                        .reveal())
                .isEqualTo("sk-secret");
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotShown() throws IOException {
        Path file = file("sk-secret\nsk-another");
        assertThatThrownBy(() -> Secret.read("", file.toString()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("sk-");
    }

    @Test
    void itIsNotShown() {
        assertThat(Secret.of("sk-secret")).hasToString("***");
    }
}
