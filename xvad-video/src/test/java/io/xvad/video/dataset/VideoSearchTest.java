package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoSearchTest {

    @TempDir
    private Path directory = Path.of("");

    private Path root = directory;
    private Miniature mini = new Miniature(root);

    @BeforeEach
    void folder() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        mini = new Miniature(root);
    }

    private List<String> places(FoundVideos found) {
        return found.places().stream()
                .map(place -> root.relativize(place).toString())
                .toList();
    }

    private FoundVideos found(Path... leftOut) {
        return VideoFiles.below(root, List.of(leftOut));
    }

    @Test
    void filesAndFoldersOfFramesAreFoundAtAnyDepth() throws IOException {
        mini.text("b.MP4", "");
        mini.text("cam1/a.h264", "");
        mini.text("cam1/deep/c.mkv", "");
        mini.frames("walk/%d.png", 1, 2);
        mini.frames("walk/more/%d.png", 1, 2);
        assertThat(places(found())).containsExactly("b.MP4", "cam1/a.h264", "cam1/deep/c.mkv", "walk");
        assertThat(found().passedOver().isEmpty()).isTrue();
    }

    @Test
    void imagesBesideVideosAreNoFrames() throws IOException {
        mini.text("a.mp4", "");
        mini.frames("a-%d.png", 1, 3);
        assertThat(places(found())).containsExactly("a.mp4");
        assertThat(found().passedOver().text()).contains("3 files", "3 .png");
    }

    @Test
    void whatIsPassedOverIsCountedAndNamed() throws IOException {
        mini.text("a.mp4", "");
        mini.text("b.gif", "");
        mini.text("c", "");
        mini.text("._a.mp4", "");
        mini.text("Thumbs.db", "");
        mini.text("@eaDir/x.mp4", "");
        mini.text("__MACOSX/x.mp4", "");
        mini.text(".cache/x.mp4", "");
        Files.createSymbolicLink(root.resolve("gone.mp4"), Path.of("nowhere.mp4"));
        assertThat(places(found())).containsExactly("a.mp4");
        assertThat(found().passedOver().text())
                .contains(
                        "4 files",
                        "1 .gif",
                        "1 without ending",
                        "1 hidden",
                        "gone.mp4",
                        "@eaDir",
                        "__MACOSX",
                        ".cache");
    }

    @Test
    void linksAreFollowedOnce() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        new Miniature(elsewhere).text("far.mp4", "");
        mini.text("near/a.mp4", "");
        Files.createSymbolicLink(root.resolve("far"), elsewhere);
        Files.createSymbolicLink(root.resolve("near/up"), root);
        Files.createSymbolicLink(root.resolve("again"), root.resolve("near"));
        Files.createSymbolicLink(root.resolve("b.mp4"), elsewhere.resolve("far.mp4"));
        assertThat(places(found())).containsExactly("b.mp4", "far/far.mp4", "near/a.mp4");
        assertThat(found().passedOver().repeated()).hasSize(2);
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        assertThat(VideoFiles.below(link, List.of()).places()).hasSize(3);
    }

    @Test
    void whatXvadWroteIsLeftOut() throws IOException {
        mini.text("a.mp4", "");
        mini.text("seen/video.html", "");
        mini.text("seen/detections.json", "");
        mini.text("seen/a.mp4/annotated.mp4", "");
        mini.text("one/scores.json", "");
        mini.text("one/events.json", "");
        mini.text("one/annotated.mp4", "");
        mini.text("a.mp4.recounting.mp4", "");
        mini.text("a.mp4.recounting.json", "");
        mini.text("results/deep/b.mp4", "");
        FoundVideos found = found(root.resolve("results"));
        assertThat(places(found)).containsExactly("a.mp4");
        assertThat(found.passedOver().outputs()).hasSize(4);
        assertThat(VideoFiles.videos(root.resolve("results/deep"))).hasSize(1);
        assertThatThrownBy(() -> VideoFiles.videos(root.resolve("one"))).hasMessageContaining("no videos found");
    }

    @Test
    void aVideoWithNotesBesideItIsAVideo() throws IOException {
        mini.text("a.mp4", "");
        mini.text("a.json", "{}");
        mini.text("my.street.mp4", "");
        mini.text("my.street.json", "{}");
        mini.text("annotated.mp4", "");
        assertThat(places(found())).containsExactly("a.mp4", "annotated.mp4", "my.street.mp4");
    }

    @Test
    void nothingIsSaidToBeNothing() throws IOException {
        mini.text("b.gif", "");
        assertThatThrownBy(this::found)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no videos found")
                .hasMessageContaining("passed over 1 file: 1 .gif");
    }
}
