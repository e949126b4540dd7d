package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTableTest {

    /** Found by fuzzing: this error has no place. */
    @Test
    void nestingThatIsTooDeepIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("truth.json"), "[".repeat(20_000));
        assertThatThrownBy(() -> EventTable.read(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("truth.json: is not JSON: ");
    }
}
