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
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

class AvenueLayoutTest {

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void videos() throws IOException {
        mini = new Miniature(root);
        mini.video("training_videos/01.avi", 5, 25);
        mini.video("testing_videos/01.avi", 4, 25);
        mini.video("testing_videos/02.avi", 3, 25);
    }

    private VideoDataset open() {
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.AVENUE);
        return VideoFormat.AVENUE.open(root);
    }

    /** One pixel is anomalous, or none. */
    private static Matrix mask(boolean anomalous) {
        Matrix mask = Mat5.newMatrix(new int[] {Miniature.HEIGHT, Miniature.WIDTH}, MatlabType.UInt8);
        mask.setByte(3, 7, (byte) (anomalous ? 1 : 0));
        return mask;
    }

    @Test
    void masksAreMatlabVolumes() throws IOException {
        mini.mat(
                "ground_truth_demo/testing_label_mask/1_label.mat",
                Mat5.newMatFile()
                        .addArray("volLabel", Miniature.cells(mask(false), mask(true), mask(true), mask(false))));
        mini.mat(
                "ground_truth_demo/testing_label_mask/2_label.mat",
                Mat5.newMatFile().addArray("volLabel", Miniature.cells(mask(true), mask(false))));
        VideoDataset dataset = open();
        assertThat(dataset.train().get(0).frames()).isEqualTo(5);
        VideoTruth truth = dataset.test().get(0).truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(1, 2);
        List<Frame> frames = Miniature.read(dataset.test().get(0).video());
        assertThat(frames.get(2).seconds()).isEqualTo(2 / 25.0);
        assertThat(truth.mask(frames.get(1)).orElseThrow().at(3, 7)).isTrue();
        assertThat(truth.mask(frames.get(1)).orElseThrow().count()).isEqualTo(1);
        assertThat(truth.mask(frames.get(0)).orElseThrow().any()).isFalse();
        assertThatThrownBy(() -> dataset.test().get(1).truth())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("2_label.mat tells of 2 frames")
                .hasMessageContaining("testing_videos/02.avi has 3");
    }

    @Test
    void aMaskOfAnotherSizeIsNamed() throws IOException {
        mini.mat(
                "ground_truth_demo/testing_label_mask/2_label.mat",
                Mat5.newMatFile()
                        .addArray("volLabel", Miniature.cells(mask(false), Mat5.newMatrix(2, 3), mask(false))));
        VideoCase second = open().test().get(1);
        VideoTruth truth = second.truth();
        Frame frame = Miniature.read(second.video()).get(1);
        assertThatThrownBy(() -> truth.mask(frame))
                .hasMessageContaining("2 x 3")
                .hasMessageContaining("12 x 16");
    }

    @Test
    void labelsMayBeIntervals() throws IOException {
        mini.mat(
                "avenue.mat",
                Mat5.newMatFile()
                        .addArray(
                                "gt",
                                Miniature.cells(
                                        Miniature.matrix(new double[] {2}, new double[] {3}), Mat5.newMatrix(0, 0))));
        assertThat(open().test())
                .extracting(one -> Miniature.anomalous(one.truth()))
                .containsExactly(List.of(1, 2), List.of());
    }

    @Test
    void labelsMayBeOneVariableAVideo() throws IOException {
        mini.mat(
                "avenue.mat",
                Mat5.newMatFile()
                        .addArray("01", Miniature.matrix(new double[] {0, 1, 1, 0}))
                        .addArray("02", Miniature.matrix(new double[] {1, 0, 0, 0})));
        List<VideoCase> test = open().test();
        assertThat(Miniature.anomalous(test.get(0).truth())).containsExactly(1, 2);
        assertThatThrownBy(() -> test.get(1).truth())
                .hasMessageContaining("'02' tells of 4 frames")
                .hasMessageContaining("testing_videos/02.avi has 3");
    }

    @Test
    void withoutTruthItSaysWhatIsMissing() {
        assertThatThrownBy(this::open).hasMessageContaining("1_label.mat or avenue.mat");
    }

    @Test
    void framesReleasedAgain(@TempDir Path other) throws IOException {
        Miniature frames = new Miniature(other);
        frames.frames("training/frames/01/%04d.jpg", 0, 2);
        frames.frames("testing/frames/01/%04d.jpg", 0, 4);
        frames.mat("avenue.mat", Mat5.newMatFile().addArray("01", Miniature.matrix(new double[] {0, 1, 1, 0})));
        assertThat(VideoFormat.recognise(other)).isEqualTo(VideoFormat.AVENUE);
        VideoCase only = VideoFormat.AVENUE.open(other).test().get(0);
        assertThat(Miniature.anomalous(only.truth())).containsExactly(1, 2);
        assertThat(Miniature.read(only.video()).get(1).seconds()).isEqualTo(1 / 25.0);
    }
}
