package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFormatTest {

    @TempDir
    private Path root = Path.of("");

    @Test
    void namesAreFound() {
        for (VideoFormat format : VideoFormat.values()) {
            assertThat(VideoFormat.named(format.formatName())).isSameAs(format);
        }
        assertThatThrownBy(() -> VideoFormat.named("avenu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean 'avenue'?");
    }

    @Test
    void imagesAreNotTakenForVideos() throws IOException {
        new Miniature(root).frames("train/good/%d.png", 1, 2);
        new Miniature(root).frames("test/crack/%d.png", 1, 2);
        assertThat(VideoFormat.find(root)).isEmpty();
        assertThatThrownBy(() -> VideoFormat.recognise(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("ucsd: Train/Train001")
                .hasMessageContaining("video-folder: train/*");
    }

    @Test
    void emptyFoldersAreNamed() throws IOException {
        for (VideoFormat format : VideoFormat.values()) {
            assertThatThrownBy(() -> format.open(root))
                    .as(format.formatName())
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(root.toString());
        }
        Files.createDirectories(root.resolve("train"));
        assertThatThrownBy(() -> VideoFormat.VIDEO_FOLDER.open(root)).hasMessageContaining("no videos found");
        assertThatThrownBy(() -> VideoFormat.recognise(root.resolve("nowhere")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("nowhere");
    }
}
