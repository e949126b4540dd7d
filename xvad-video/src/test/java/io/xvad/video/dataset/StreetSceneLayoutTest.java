package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.TrackedBox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreetSceneLayoutTest {

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void videos() throws IOException {
        mini = new Miniature(root);
        mini.frames("Train/Train001/%05d.jpg", 1, 3);
        mini.frames("Test/Test001/%05d.jpg", 1, 4);
    }

    @Test
    void boxesHaveACentreAndFramesBeginAtOne() throws IOException {
        mini.text(
                "Test/Test001/Test001_gt.txt",
                "00002.jpg 3 8 6 4 2",
                "00003.jpg 3 1 1 4 4",
                "",
                "00003.jpg 5 9.5 9 3 2");
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.STREET_SCENE);
        VideoDataset dataset = VideoFormat.STREET_SCENE.open(root);
        assertThat(dataset.train()).extracting(Video::id).containsExactly("Train/Train001");
        VideoCase only = dataset.test().get(0);
        assertThat(Miniature.read(only.video()).get(3).seconds()).isEqualTo(0.2);
        VideoTruth truth = only.truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(1, 2);
        assertThat(truth.hasMasks()).isFalse();
        assertThat(truth.boxes().orElseThrow())
                .containsExactly(
                        new TrackedBox(1, 3, new Box(6, 5, 4, 2)),
                        new TrackedBox(2, 3, new Box(0, 0, 3, 3)),
                        new TrackedBox(2, 5, new Box(8, 8, 3, 2)));
    }

    @Test
    void brokenLinesAreNamed() throws IOException {
        String file = "Test/Test001/Test001_gt.txt";
        mini.text(file, "00002.jpg 3 8 6 4 2");
        VideoCase only = VideoFormat.STREET_SCENE.open(root).test().get(0);
        mini.text(file, "00002.jpg 3 8 6 4 2", "00002.jpg 3 8 6 4");
        assertThatThrownBy(only::truth)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("Test001_gt.txt line 2: must have 6 fields, got 5");
        mini.text(file, "two.jpg 3 8 6 4 2");
        assertThatThrownBy(only::truth).hasMessageContaining("line 1: 'two.jpg' is not the name of a frame");
        mini.text(file, "00000.jpg 3 8 6 4 2");
        assertThatThrownBy(only::truth).hasMessageContaining("no frame before the first");
        mini.text(file, "00002.jpg 3 8 6 0 2");
        assertThatThrownBy(only::truth).hasMessageContaining("line 1: box needs");
        mini.text(file, "00002.jpg 3 wide 6 1 2");
        assertThatThrownBy(only::truth).hasMessageContaining("line 1").hasMessageContaining("wide");
        mini.text(file, "00009.jpg 3 8 6 4 2");
        assertThatThrownBy(only::truth)
                .hasMessageContaining("tells of at least 9 frames")
                .hasMessageContaining("Test/Test001 has 4");
    }
}
