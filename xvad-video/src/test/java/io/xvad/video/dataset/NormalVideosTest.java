package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is learned as normal that is called otherwise. */
class NormalVideosTest {

    @TempDir
    private Path directory = Path.of("");

    private Path root = directory;
    private Miniature mini = new Miniature(root);

    @BeforeEach
    void folder() throws IOException {
        root = Files.createDirectories(directory.resolve("street"));
        mini = new Miniature(root);
    }

    private void requireRefused(String named, String why) {
        assertThatThrownBy(() -> VideoFormat.recognise(root).open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("not all of it is normal")
                .hasMessageContaining(named + " (" + why + ", by its name)")
                .hasMessageContaining("train/")
                .hasMessageContaining("test/");
    }

    @Test
    void foldersOfFramesBesideVideosAreLookedAt() throws IOException {
        mini.text("monday.mp4", "");
        mini.frames("tuesday/%d.png", 1, 2);
        assertThat(VideoFormat.recognise(root).open(root).train()).hasSize(2);
        mini.frames("anomalous/%d.png", 1, 2);
        requireRefused("anomalous", "anomalies");
    }

    @Test
    void masksAndTestsAreNotLearned() throws IOException {
        mini.text("monday.mp4", "");
        mini.frames("ground_truth/%d.png", 1, 2);
        requireRefused("ground_truth", "masks");
        Files.move(root.resolve("ground_truth"), root.resolve("test"));
        requireRefused("test", "test videos");
    }

    @Test
    void filesAreLookedAtWithinTrainToo() throws IOException {
        mini.text("train/monday.mp4", "");
        mini.text("train/test_bench_normal.mp4", "");
        assertThat(VideoFormat.recognise(root).open(root).train()).hasSize(2);
        mini.text("train/abnormal_01.mp4", "");
        requireRefused("abnormal_01.mp4", "anomalies");
    }

    @Test
    void theFolderItselfIsLookedAt() throws IOException {
        root = directory.resolve("anomalies");
        new Miniature(root).text("monday.mp4", "");
        requireRefused("anomalies", "anomalies");
    }

    @Test
    void videosInOtherFoldersAreNotTaken() throws IOException {
        mini.text("monday.mp4", "");
        mini.text("anomalous/tuesday.mp4", "");
        assertThat(VideoFormat.recognise(root).open(root).train())
                .extracting(Video::id)
                .containsExactly("monday.mp4");
    }

    @Test
    void anUnknownLayoutIsNamedByItsFolders() throws IOException {
        mini.text("ok/monday.mp4", "");
        mini.text("ng/tuesday.mp4", "");
        assertThatThrownBy(() -> VideoFormat.recognise(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("its folders are ng, ok")
                .hasMessageContaining("video-folder: train/*");
    }
}
