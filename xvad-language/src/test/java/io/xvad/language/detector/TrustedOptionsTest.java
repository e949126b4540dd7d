package io.xvad.language.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model file may come from somebody else. */
class TrustedOptionsTest {

    private static final String PROPERTY = "xvad.endpoint";

    private static Options options(Map<String, String> given) {
        return Options.parse(ChatOptions.after(List.of()), given);
    }

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://collects.example/v1", "http://10.0.0.7:8000/v1", "http://127.0.0.1.example/v1"})
    void itsServerOnAnotherMachineIsNotAsked(String endpoint) {
        Options trusted = TrustedOptions.of(options(Map.of("endpoint", endpoint)));
        assertThat(trusted.get(ChatOptions.ENDPOINT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:11434/v1", "http://localhost/v1", "http://[::1]:8080/v1", "own://model"})
    void itsServerOnThisMachineIs(String endpoint) {
        Options trusted = TrustedOptions.of(options(Map.of("endpoint", endpoint)));
        assertThat(trusted.get(ChatOptions.ENDPOINT)).isEqualTo(endpoint);
    }

    @Test
    void whoLoadsItNamesAnotherServer() {
        System.setProperty(PROPERTY, "https://mine.example/v1");
        Options trusted = TrustedOptions.of(options(Map.of("endpoint", "https://collects.example/v1")));
        assertThat(trusted.get(ChatOptions.ENDPOINT)).isEqualTo("https://mine.example/v1");
    }

    @Test
    void itChoosesNoKey() {
        Options trusted = TrustedOptions.of(options(Map.of(
                "endpoint", "http://localhost/v1", "key-variable", "SOME_OTHER_SECRET", "key-file", "/etc/passwd")));
        assertThat(trusted.get(ChatOptions.KEY_VARIABLE)).isEqualTo("XVAD_API_KEY");
        assertThat(trusted.get(ChatOptions.KEY_FILE)).isEmpty();
    }

    @Test
    void itBeginsNoFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("answers.jsonl");
        Options stored = options(Map.of("recording", file.toString()));
        assertThat(TrustedOptions.of(stored).get(ChatOptions.RECORDING)).isEmpty();
        Files.createFile(file);
        assertThat(TrustedOptions.of(stored).get(ChatOptions.RECORDING)).isEqualTo(file.toString());
    }
}
