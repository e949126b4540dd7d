package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only, and what is no file: one line says it, and nothing half-written lies under its final name. */
class DisksAndPipesTest {

    @TempDir
    private Path directory = Path.of("");

    private Path images = Path.of("");

    @BeforeEach
    void draw() {
        images = directory.resolve("images");
        Gray.squares(images, 6);
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Outcome fit(Path model) {
        return run("fit", "--detector", "pixel-gaussian", "-o", "input-size=64", "--data", images, "--model", model);
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals(".xvad-lock"))
                    .toList();
        }
    }

    /** What a command does on a disk of this size. */
    private interface OnDisk {
        void run(Path disk) throws IOException, InterruptedException;
    }

    private void onDisk(String size, OnDisk work) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()),
                "needs the right to mount a small disk");
        try {
            work.run(disk);
        } finally {
            succeeds("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskLeavesNoHalfModel() throws IOException, InterruptedException {
        onDisk("16k", disk -> {
            Outcome full = fit(disk.resolve("m.xvad"));
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.err()).contains("m.xvad: cannot be written: No space left on device");
            assertThat(files(disk)).isEmpty();
        });
    }

    @Test
    void aFullDiskLeavesOnlyWholeResults() throws IOException, InterruptedException {
        Path model = directory.resolve("m.xvad");
        assertThat(fit(model).code()).isZero();
        onDisk("32k", disk -> {
            Path out = disk.resolve("out");
            Outcome full = run("detect", "--model", model, images, "--out", out, "--maps", "npy");
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.err()).contains("cannot be written: No space left on device");
            assertThat(files(disk)).noneMatch(name -> name.endsWith(".tmp")).doesNotContain("detections.json");
        });
    }

    @Test
    void aReadOnlyDiskIsFoundBeforeTheWork() throws IOException, InterruptedException {
        onDisk("64k", disk -> {
            assumeTrue(succeeds("mount", "-o", "remount,ro", disk.toString()));
            Outcome refused = fit(disk.resolve("m.xvad"));
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("cannot be written: no permission to write to " + disk);
        });
    }

    /** To open a pipe is to wait for somebody who writes to it. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aPipeIsNoModelAndNoImage() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe.png");
        assumeTrue(succeeds("mkfifo", pipe.toString()), "needs mkfifo");
        Outcome model = run("detect", "--model", pipe, images, "--out", directory.resolve("out"));
        assertThat(model.code()).isEqualTo(1);
        assertThat(model.err()).contains("pipe.png: is no file, so no model");

        Path fitted = directory.resolve("m.xvad");
        assertThat(fit(fitted).code()).isZero();
        Outcome image = run("detect", "--model", fitted, pipe, images, "--out", directory.resolve("out"));
        assertThat(image.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(image.err()).contains("pipe.png: no such file");
    }

    @Test
    void linksInACircleAreFollowedOnce() throws IOException {
        Files.createSymbolicLink(images.resolve("loop"), images);
        Files.createSymbolicLink(images.resolve("self.png"), images.resolve("self.png"));
        Outcome fitted = fit(directory.resolve("m.xvad"));
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("6 images");
    }

    @Test
    void anImageThatIsGoneIsNamed() throws IOException {
        ImageFolder folder = ImageFolder.of(images);
        Path gone = folder.files().get(1);
        Files.delete(gone);
        assertThatThrownBy(() -> folder.get(1))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(gone + ": no such file");
        assertThat(folder.get(0).id()).isNotEmpty();
    }
}
