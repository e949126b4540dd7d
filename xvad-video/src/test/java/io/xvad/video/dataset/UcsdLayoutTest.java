package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.TrackedBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;

class UcsdLayoutTest {

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void begin() {
        mini = new Miniature(root);
    }

    private VideoDataset open() {
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.UCSD);
        return VideoFormat.UCSD.open(root);
    }

    private void published() throws IOException {
        mini.frames("Train/Train001/%03d.tif", 1, 4);
        mini.frames("Train/Train002/%03d.tif", 1, 3);
        mini.frames("Test/Test001/%03d.tif", 1, 6);
        mini.frames("Test/Test002/%03d.tif", 1, 5);
        mini.text("Train/._Train001", "left by macOS");
        mini.text("Test/.DS_Store", "left by macOS");
        mini.text("Test/Test001/._001.tif", "left by macOS");
    }

    @Test
    void labelsComeFromMasks() throws IOException {
        published();
        mini.masks("Test/Test001_gt/%03d.bmp", 1, 6, 2, 4);
        mini.masks("Test/Test002_gt/%03d.bmp", 1, 5, 0, 0);
        VideoDataset dataset = open();
        assertThat(dataset.train()).extracting(Video::id).containsExactly("Train/Train001", "Train/Train002");
        assertThat(dataset.train().get(0).frames()).isEqualTo(4);
        assertThat(dataset.test()).extracting(one -> one.video().id()).containsExactly("Test/Test001", "Test/Test002");
        VideoTruth truth = dataset.test().get(0).truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(2, 3);
        assertThat(dataset.test().get(1).truth().anomalousFrames()).isZero();
        List<Frame> frames = Miniature.read(dataset.test().get(0).video());
        assertThat(frames.get(5).seconds()).isEqualTo(0.5);
        assertThat(frames.get(5).image().at(0, 0, 0)).isBetween(49.9f / 255, 50.1f / 255);
        Mask mask = truth.mask(frames.get(2)).orElseThrow();
        assertThat(mask.count()).isEqualTo(6);
        assertThat(mask.at(5, 4) && mask.at(6, 6)).isTrue();
        assertThat(truth.mask(frames.get(4)).orElseThrow().any()).isFalse();
        assertThat(truth.boxes())
                .hasValue(
                        List.of(new TrackedBox(2, 0, new Box(4, 5, 3, 2)), new TrackedBox(3, 0, new Box(4, 5, 3, 2))));
    }

    @Test
    void theScriptCountsForMoreThanMasks() throws IOException {
        published();
        mini.masks("Test/Test001_gt/%03d.bmp", 1, 6, 2, 4);
        mini.text(
                "Test/UCSDped1.m",
                "TestVideoFile = {};",
                "% TestVideoFile{end+1}.gt_frame = [1:6];",
                "TestVideoFile{end+1}.gt_frame = [2:3, 5:6];",
                "TestVideoFile{end+1}.gt_frame = [4];");
        VideoDataset dataset = open();
        VideoTruth first = dataset.test().get(0).truth();
        assertThat(Miniature.anomalous(first)).containsExactly(1, 2, 4, 5);
        assertThat(first.hasMasks()).isTrue();
        VideoTruth second = dataset.test().get(1).truth();
        assertThat(Miniature.anomalous(second)).containsExactly(3);
        assertThat(second.hasMasks()).isFalse();
        assertThat(second.source()).contains("UCSDped1.m");
    }

    @Test
    void tracksLieBesideTheClip() throws IOException {
        published();
        mini.masks("Test/Test001_gt/%03d.bmp", 1, 6, 2, 4);
        mini.text("Test/Test001/Test001_gt.txt", "003.jpg 7 5.5 6 3 2");
        assertThat(open().test().get(0).truth().boxes().orElseThrow())
                .containsExactly(new TrackedBox(2, 7, new Box(4, 5, 3, 2)));
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        published();
        mini.masks("Test/Test001_gt/%03d.bmp", 1, 5, 2, 4);
        VideoDataset dataset = open();
        assertThatThrownBy(() -> dataset.test().get(0).truth())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("Test001_gt has 5 masks")
                .hasMessageContaining("Test/Test001 has 6 frames");
        assertThatThrownBy(() -> dataset.test().get(1).truth()).hasMessageContaining("Test002_gt");
        mini.text("Test/UCSDped1.m", "TestVideoFile{end+1}.gt_frame = [2:3];");
        assertThatThrownBy(() -> VideoFormat.UCSD.open(root)).hasMessageContaining("lists 1 clips, but there are 2");
        mini.text(
                "Test/UCSDped1.m",
                "TestVideoFile{end+1}.gt_frame = [2:9];",
                "TestVideoFile{end+1}.gt_frame = [2:three];");
        assertThatThrownBy(() -> VideoFormat.UCSD.open(root)).hasMessageContaining("[2:three]");
        mini.text("Test/UCSDped1.m", "TestVideoFile{end+1}.gt_frame = [2:9];", "TestVideoFile{end+1}.gt_frame = [1];");
        Files.delete(root.resolve("Test/Test001_gt/001.bmp"));
        assertThatThrownBy(() -> VideoFormat.UCSD.open(root).test().get(0).truth())
                .hasMessageContaining("UCSDped1.m tells of at least 9 frames")
                .hasMessageContaining("Test/Test001 has 6");
    }

    @Test
    void ped2AsReleasedAgainHasUcsdsOwnList() throws IOException {
        mini.frames("training/frames/02/%03d.jpg", 0, 3);
        mini.frames("testing/frames/03/%03d.jpg", 0, 150);
        mini.frames("testing/frames/04/%03d.jpg", 0, 2);
        mini.mat(
                "ped2.mat",
                Mat5.newMatFile()
                        .addArray("gt", Miniature.cells(Miniature.matrix(new double[] {5}, new double[] {6}))));
        VideoDataset dataset = open();
        assertThat(dataset.train()).extracting(Video::id).containsExactly("training/frames/02");
        VideoTruth third = dataset.test().get(0).truth();
        assertThat(third.anomalousFrames()).isEqualTo(146);
        assertThat(third.anomalous(0) && third.anomalous(145)).isTrue();
        assertThat(third.anomalous(146)).isFalse();
        assertThatThrownBy(() -> dataset.test().get(1).truth())
                .hasMessageContaining("UCSD's own list")
                .hasMessageContaining("testing/frames/04 has 2");
    }

    @Test
    void ped2AsReleasedAgainMayHaveMasks() throws IOException {
        mini.frames("training/frames/02/%03d.jpg", 0, 3);
        mini.frames("testing/frames/03/%03d.jpg", 0, 150);
        mini.masks("testing/masks/03/%03d.png", 0, 150, 10, 12);
        mini.mat("ped2.mat", Mat5.newMatFile().addArray("gt", Miniature.cells(Miniature.matrix(new double[] {5}))));
        VideoTruth truth = open().test().get(0).truth();
        assertThat(truth.hasMasks()).isTrue();
        assertThat(truth.boxes().orElseThrow()).extracting(TrackedBox::frame).containsExactly(10, 11);
        Files.delete(root.resolve("testing/masks/03/007.png"));
        assertThatThrownBy(() -> VideoFormat.UCSD.open(root).test().get(0).truth())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("149 masks")
                .hasMessageContaining("150 frames");
    }

    @Test
    void objectsOfMasksAreFollowedByOverlap() throws IOException {
        published();
        mini.masks("Test/Test001_gt/%03d.bmp", 1, 6, 0, 0);
        mini.masks("Test/Test002_gt/%03d.bmp", 1, 5, 0, 0);
        mini.image("Test/Test001_gt/002.bmp", 255, 1, 1, 4, 3);
        mini.image("Test/Test001_gt/003.bmp", 255, 3, 2, 4, 3);
        mini.image("Test/Test001_gt/004.bmp", 255, 10, 8, 4, 3);
        assertThat(open().test().get(0).truth().boxes().orElseThrow())
                .containsExactly(
                        new TrackedBox(1, 0, new Box(1, 1, 4, 3)),
                        new TrackedBox(2, 0, new Box(3, 2, 4, 3)),
                        new TrackedBox(3, 1, new Box(10, 8, 4, 3)));
    }

    @Test
    void ped1AsReleasedAgainHasTheListBesideIt() throws IOException {
        mini.frames("training/frames/01/%03d.jpg", 0, 3);
        mini.frames("testing/frames/02/%03d.jpg", 0, 8);
        mini.mat(
                "ped1.mat",
                Mat5.newMatFile()
                        .addArray(
                                "gt",
                                Miniature.cells(
                                        Miniature.matrix(new double[] {1}, new double[] {4}),
                                        Miniature.matrix(new double[] {1, 6}, new double[] {2, 8}))));
        assertThat(Miniature.anomalous(open().test().get(0).truth())).containsExactly(0, 1, 5, 6, 7);
        mini.frames("testing/frames/03/%03d.jpg", 0, 2);
        assertThatThrownBy(() -> VideoFormat.UCSD.open(root)).hasMessageContaining("has clips 1 to 2");
        mini.text("ped1.mat", "no MATLAB");
        assertThatThrownBy(() -> VideoFormat.UCSD.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("ped1.mat");
    }
}
