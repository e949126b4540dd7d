package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.TrackedBox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NWPU Campus and the gates of Subway in miniature. */
class CampusAndSubwayLayoutTest {

    private static final String TRUTH = "groundtruth/NWPU_Campus_gt.npz";
    private static final String TRACKS = "annotations/Subway/Exit/01.txt";

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void noVideosYet() {
        mini = new Miniature(root);
    }

    private static byte[] npz(String name, byte[] npy) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name + ".npy"));
            zip.write(npy);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private void campus() throws IOException {
        mini.video("videos/Train/D001_01.avi", 3, 25);
        mini.video("videos/Test/D001_03.avi", 4, 25);
        mini.bytes(TRUTH, npz("D001_03", Npy.write(new float[] {0, 1, 1, 0}, 4)));
    }

    @Test
    void nwpuCampus() throws IOException {
        campus();
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.NWPU_CAMPUS);
        VideoDataset dataset = VideoFormat.NWPU_CAMPUS.open(root);
        assertThat(dataset.train()).extracting(Video::id).containsExactly("videos/Train/D001_01.avi");
        assertThat(dataset.train().get(0).scene()).contains("D001");
        VideoTruth truth = dataset.test().get(0).truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(1, 2);
        assertThat(truth.source()).endsWith("NWPU_Campus_gt.npz, D001_03");
    }

    @Test
    void brokenArchivesAreRefused() throws IOException {
        campus();
        mini.bytes(TRUTH, new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThatThrownBy(() -> VideoFormat.NWPU_CAMPUS.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(TRUTH)
                .message()
                .doesNotEndWith("null");
        mini.bytes(TRUTH, npz("D001_04", Npy.write(new float[4], 4)));
        assertThatThrownBy(() -> VideoFormat.NWPU_CAMPUS.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("has nothing of")
                .hasMessageContaining("D001_03.avi");
        mini.bytes(TRUTH, npz("D001_03", Npy.write(new float[4], 2, 2)));
        List<VideoCase> tests = VideoFormat.NWPU_CAMPUS.open(root).test();
        assertThatThrownBy(() -> tests.get(0).truth()).hasMessageContaining("D001_03: must be a vector");
        mini.bytes(TRUTH, npz("D001_03", Npy.write(new float[3], 3)));
        assertThatThrownBy(() -> tests.get(0).truth()).hasMessageContaining("tells of 3 frames");
        mini.bytes(TRUTH, npz("D001_03", new byte[20]));
        assertThatThrownBy(() -> tests.get(0).truth()).hasMessageContaining("npy");
        mini.bytes(TRUTH, new byte[20]);
        assertThatThrownBy(() -> VideoFormat.NWPU_CAMPUS.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cannot be read as a NumPy archive");
    }

    @ParameterizedTest
    @CsvSource({
        "EXIT, subway_exit_turnstiles.AVI, annotations/Subway/Exit/01.txt, SUBWAY_EXIT",
        "ENTRANCE, subway_entrance_turnstiles.AVI, annotations/Subway/Entrance/01.txt, SUBWAY_ENTRANCE"
    })
    void subwayIsOneVideoInTwoParts(SubwayLayout gate, String video, String tracks, VideoFormat format)
            throws IOException {
        mini.video(video, 7, 25);
        mini.text(tracks, "3,1,0,0,4,4", "3,5,2,1,5,4", "3,6,3,1,6,4");
        assertThat(VideoFormat.recognise(root)).isEqualTo(format);
        VideoDataset dataset = gate.open(root, 4);
        assertThat(dataset.train().get(0).frames()).isEqualTo(4);
        VideoCase test = dataset.test().get(0);
        List<Frame> frames = Miniature.read(test.video());
        assertThat(frames).extracting(Frame::index).containsExactly(0L, 1L, 2L);
        assertThat(frames.get(0).seconds()).isZero();
        assertThat(frames.get(2).seconds()).isBetween(0.0799, 0.0801);
        assertThat(frames.get(0).image().at(0, 0, 0) * 255).isBetween(36f, 44f);
        VideoTruth truth = test.truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(1, 2);
        assertThat(truth.boxes().orElseThrow())
                .containsExactly(new TrackedBox(1, 3, new Box(2, 1, 4, 4)), new TrackedBox(2, 3, new Box(3, 1, 4, 4)));
        mini.text(tracks, "3,9,2,1,5,4");
        assertThatThrownBy(test::truth)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("01.txt tells of at least 6 frames");
    }

    @Test
    void eachGateHasItsOwnTracks() throws IOException {
        mini.video("subway_entrance_turnstiles.AVI", 3, 25);
        mini.text(TRACKS, "3,1,0,0,4,4");
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.VIDEO_FOLDER);
        assertThatThrownBy(() -> VideoFormat.SUBWAY_ENTRANCE.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("Entrance/01.txt: no such file");
    }

    @Test
    void aSubwayThatIsTooShortHasNothingToTestOn() throws IOException {
        mini.video("subway_exit_turnstiles.AVI", 3, 25);
        mini.text(TRACKS, "3,1,0,0,4,4");
        VideoDataset dataset = VideoFormat.SUBWAY_EXIT.open(root);
        assertThat(dataset.train().get(0).frames()).isEqualTo(3);
        assertThatThrownBy(() -> dataset.test().get(0).truth())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("has no frames");
    }
}
