package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

    private static final Provenance PROVENANCE = new Provenance("toy", Map.of("a", "b"), 3, 2, "f", "1");

    @TempDir
    private Path directory = Path.of("");

    private Path write() {
        Path file = directory.resolve("m.xvad");
        ModelFile.write(file, PROVENANCE, model -> {
            model.tensor("t", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
            model.ints("i", new int[] {-1, 7});
            model.strings("s", List.of("x", "y"));
            model.bytes("b", new byte[] {1, 2, 3});
        });
        return file;
    }

    @Test
    void whatIsWrittenIsRead() {
        try (ModelReader model = ModelFile.open(write())) {
            assertThat(model.provenance()).isEqualTo(PROVENANCE);
            assertThat(model.tensor("t").shape()).containsExactly(2, 3);
            assertThat(model.tensor("t").toArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(model.ints("i")).containsExactly(-1, 7);
            assertThat(model.strings("s")).containsExactly("x", "y");
            assertThat(model.bytes("b")).containsExactly(1, 2, 3);
            assertThatThrownBy(() -> model.ints("none")).isInstanceOf(XvadModelException.class);
        }
    }

    @Test
    void brokenForeignAndMissingFilesAreErrors() throws IOException {
        Path file = write();
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(directory.resolve("cut.xvad"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ModelFile.open(cut)).isInstanceOf(XvadModelException.class);
        Path head = Files.write(directory.resolve("head.xvad"), java.util.Arrays.copyOf(bytes, 10));
        assertThatThrownBy(() -> ModelFile.open(head))
                .isInstanceOf(XvadModelException.class)
                .message()
                .doesNotEndWith("null");
        Path text = Files.writeString(directory.resolve("text.xvad"), "hello");
        assertThatThrownBy(() -> ModelFile.open(text)).isInstanceOf(XvadModelException.class);
        Path zip = directory.resolve("zip.xvad");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../evil"));
            out.closeEntry();
        }
        assertThatThrownBy(() -> ModelFile.open(zip)).isInstanceOf(XvadModelException.class);
        assertThatThrownBy(() -> ModelFile.open(directory.resolve("none.xvad")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.xvad");
    }

    @Test
    void anEntryThatUnpacksToMoreThanItsManifestSaysIsNotRead() throws IOException {
        Path file = write();
        Path bomb = rewritten(file, "b.bin", new byte[50_000_000]);
        assertThat(Files.size(bomb)).isLessThan(200_000);
        try (ModelReader model = ModelFile.open(bomb)) {
            assertThatThrownBy(() -> model.bytes("b"))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("larger than the 3 bytes allowed");
        }
    }

    @Test
    void aManifestThatUnpacksToTooMuchIsNotRead() throws IOException {
        Path bomb = rewritten(write(), "manifest.json", new byte[50_000_000]);
        assertThatThrownBy(() -> ModelFile.open(bomb))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void aChangedEntryDoesNotMatchItsDigest() throws IOException {
        try (ModelReader model = ModelFile.open(rewritten(write(), "b.bin", new byte[] {1, 2, 4}))) {
            assertThatThrownBy(() -> model.bytes("b"))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("SHA-256");
        }
    }

    private Path rewritten(Path file, String entry, byte[] content) throws IOException {
        Path changed = directory.resolve("changed.xvad");
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry old : java.util.Collections.list(zip.entries())) {
                out.putNextEntry(new ZipEntry(old.getName()));
                out.write(
                        old.getName().equals(entry)
                                ? content
                                : zip.getInputStream(old).readAllBytes());
                out.closeEntry();
            }
        }
        return changed;
    }
}
