package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @Test
    void whatAKilledRunLeftGoesAfterAnHour(@TempDir Path folder) throws IOException {
        Path old = Files.createFile(folder.resolve(".xvad-1.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path inUse = Files.createFile(folder.resolve(".xvad-2.tmp"));
        Path other = Files.createFile(folder.resolve("a.tmp"));
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        WholeFile.removeLeftovers(folder);
        assertThat(old).doesNotExist();
        assertThat(inUse).exists();
        assertThat(other).exists();
    }

    @TempDir
    private Path directory = Path.of("");

    private static void fill(OutputStream ignored) throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            full.write(1);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidOfTheFileThatWasWanted() throws IOException {
        Path file = directory.resolve("m.xvad");
        String said = file + ": cannot be written: No space left on device";
        assertThatThrownBy(() -> WholeFile.write(file, WholeFileTest::fill))
                .isInstanceOf(XvadDataException.class)
                .hasMessage(said);
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    try {
                        fill(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isInstanceOf(XvadDataException.class)
                .hasMessage(said);
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    try {
                        fill(out);
                    } catch (IOException e) {
                        throw new IOException("I/O error writing PNG file!", e);
                    }
                }))
                .isInstanceOf(XvadDataException.class)
                .hasMessage(said);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatCannotBeWrittenKeepsWhatWasThere() throws IOException {
        Path file = Files.writeString(directory.resolve("m.xvad"), "old");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("broken");
                }))
                .hasMessage(file + ": cannot be written: broken");
        assertThat(file).hasContent("old");
        assertThat(directory)
                .isDirectoryContaining(file::equals)
                .isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void whatIsInTheWayIsFoundBeforehand() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> WholeFile.requireWritable(directory))
                .hasMessage(directory + ": cannot be written: it is a directory");
        Path below = file.resolve("deep/m.xvad");
        assertThatThrownBy(() -> WholeFile.requireWritable(below))
                .hasMessage(below + ": cannot be written: " + file + " is a file, not a directory");
        assertThatThrownBy(() -> WholeFile.requireWritableDirectory(file))
                .hasMessage(file + ": cannot be written: " + file + " is a file, not a directory");
        assertThatThrownBy(() -> WholeFile.write(below, out -> out.write(1))).isInstanceOf(XvadDataException.class);
        assertThatCode(() -> WholeFile.requireWritable(file)).doesNotThrowAnyException();
        assertThatCode(() -> WholeFile.requireWritable(directory.resolve("new/m.xvad")))
                .doesNotThrowAnyException();
        assertThatCode(() -> WholeFile.requireWritableDirectory(directory.resolve("new/deep")))
                .doesNotThrowAnyException();
    }
}
