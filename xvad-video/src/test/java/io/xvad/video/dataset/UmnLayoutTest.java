package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crowds of UMN in miniature: three clips in two scenes, in one video. */
class UmnLayoutTest {

    private static final List<UmnLayout.Part> CLIPS = List.of(
            new UmnLayout.Part("1_1", 0, 5),
            new UmnLayout.Part("1_2", 5, 10),
            new UmnLayout.Part("2_1", 10, Integer.MAX_VALUE));

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void oneVideo() throws IOException {
        mini = new Miniature(root);
        mini.video("Crowd-Activity-All.avi", 15, 30);
    }

    private void truth(String... rows) throws IOException {
        String[] lines = new String[rows.length + 1];
        lines[0] = "video,start,end";
        System.arraycopy(rows, 0, lines, 1, rows.length);
        mini.text("truth.csv", lines);
    }

    private VideoDataset opened() {
        return UmnLayout.open(root, CLIPS, 2);
    }

    @Test
    void theBeginningOfEachClipIsLearned() throws IOException {
        truth("Crowd-Activity-All,3,5", "Crowd-Activity-All.avi,13,15");
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.UMN);
        VideoDataset dataset = opened();
        assertThat(dataset.train())
                .extracting(Video::id)
                .containsExactly(
                        "Crowd-Activity-All.avi#1_1-train",
                        "Crowd-Activity-All.avi#1_2-train",
                        "Crowd-Activity-All.avi#2_1-train");
        assertThat(dataset.train()).extracting(video -> video.scene().orElseThrow()).containsExactly("1", "1", "2");
        List<Frame> learned = Miniature.read(dataset.train().get(1));
        assertThat(learned).extracting(Frame::index).containsExactly(0L, 1L);
        assertThat(learned.get(0).image().at(0, 0, 0) * 255).isBetween(46f, 54f);
        assertThat(dataset.test())
                .extracting(test -> Miniature.anomalous(test.truth()))
                .containsExactly(List.of(1, 2), List.of(), List.of(1, 2));
        assertThat(Miniature.read(dataset.test().get(2).video())).hasSize(3);
    }

    @Test
    void whatIsWrongInTheTableIsNamed() throws IOException {
        assertThatThrownBy(() -> VideoFormat.UMN.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("truth.csv: no such file; the labels of UMN are painted into its video");
        truth("Crowd-Activity-All,6,8");
        assertThatThrownBy(this::opened)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("frames 6 to 7 are anomalous, but frames 5 to 6 are learned from");
        truth("Lawn,3,4");
        assertThatThrownBy(this::opened).hasMessageContaining("there is no video 'Lawn', only Crowd-Activity-All.avi");
        truth("Crowd-Activity-All,13,19");
        VideoDataset dataset = opened();
        assertThatThrownBy(() -> dataset.test().get(2).truth())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("tells of at least 7 frames");
    }

    /** Eleven clips in three scenes, one after the other, each longer than what is learned of it. */
    @Test
    void theClipsOfTheRealVideo() throws IOException {
        truth("Crowd-Activity-All,482,618");
        VideoDataset dataset = VideoFormat.UMN.open(root);
        assertThat(dataset.train()).hasSize(11);
        assertThat(dataset.test())
                .extracting(test -> test.video().scene().orElseThrow())
                .containsExactly("1", "1", "2", "2", "2", "2", "2", "2", "3", "3", "3");
        truth("Crowd-Activity-All,6931,6940");
        assertThatThrownBy(() -> VideoFormat.UMN.open(root))
                .hasMessageContaining("frames 6931 to 7180 are learned from");
    }
}
