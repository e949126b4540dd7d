package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UCF-Crime, XD-Violence and TAD in miniature: videos with weak labels to learn from. */
class WeakLayoutsTest {

    private static final String UCF_TRUTH = "Temporal_Anomaly_Annotation.txt";

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void noVideosYet() {
        mini = new Miniature(root);
    }

    private VideoDataset opened(VideoFormat wanted) {
        assertThat(VideoFormat.recognise(root)).isEqualTo(wanted);
        return wanted.open(root);
    }

    private static List<String> tests(VideoDataset dataset) {
        return dataset.test().stream()
                .map(test -> test.video().id() + "=" + Miniature.anomalous(test.truth()))
                .toList();
    }

    private static List<String> weak(VideoDataset dataset) {
        return dataset.weak().stream()
                .map(weak -> weak.video().id() + "=" + weak.kind().orElse("?"))
                .toList();
    }

    private void ucfCrime() throws IOException {
        mini.video("Anomaly-Videos-Part-1/Abuse/Abuse001_x264.mp4", 3, 30);
        mini.video("Anomaly-Videos-Part-1/Abuse/Abuse028_x264.mp4", 6, 30);
        mini.video("Training_Normal_Videos_Anomaly/Normal_Videos001_x264.mp4", 3, 30);
        mini.video("Training_Normal_Videos_Anomaly/Normal_Videos002_x264.mp4", 3, 30);
        mini.video("Normal_Videos_event/Normal_Videos_003_x264.mp4", 2, 30);
        mini.video("Testing_Normal_Videos_Anomaly/Normal_Videos_003_x264.mp4", 4, 30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UCF_TRUTH,
                "Temporal_Anomaly_Annotation_for_Testing_Videos.txt",
                "Temporal_Anomaly_Annotation_For_Testing_Videos/Txt_formate/Temporal_Anomaly_Annotation.txt"
            })
    void ucfCrimeHasFramesOfThoseToTestOn(String truth) throws IOException {
        ucfCrime();
        mini.text(
                truth,
                "Abuse028_x264.mp4  Abuse  2  3  5  6  ",
                "Normal_Videos_003_x264.mp4  Normal  -1  -1  -1  -1  ");
        VideoDataset dataset = opened(VideoFormat.UCF_CRIME);
        assertThat(dataset.train())
                .extracting(Video::id)
                .containsExactly(
                        "Training_Normal_Videos_Anomaly/Normal_Videos001_x264.mp4",
                        "Training_Normal_Videos_Anomaly/Normal_Videos002_x264.mp4");
        assertThat(weak(dataset)).containsExactly("Anomaly-Videos-Part-1/Abuse/Abuse001_x264.mp4=Abuse");
        try (LabelledVideos labelled = LabelledVideos.of(root)) {
            assertThat(labelled.size()).isEqualTo(1);
            assertThat(labelled.label(0).kind()).contains("Abuse");
        }
        assertThat(tests(dataset))
                .containsExactly(
                        "Anomaly-Videos-Part-1/Abuse/Abuse028_x264.mp4=[1, 2, 4, 5]",
                        "Testing_Normal_Videos_Anomaly/Normal_Videos_003_x264.mp4=[]");
    }

    @Test
    void theListOfUcfCrimeSaysWhatIsLearned() throws IOException {
        ucfCrime();
        mini.text(UCF_TRUTH, "Abuse028_x264.mp4  Abuse  2  3  -1  -1");
        mini.text(
                "Anomaly_Train.txt",
                "Training_Normal_Videos_Anomaly/Normal_Videos002_x264.mp4",
                "Abuse/Abuse001_x264.mp4");
        VideoDataset dataset = opened(VideoFormat.UCF_CRIME);
        assertThat(dataset.train()).hasSize(1);
        assertThat(dataset.weak()).hasSize(1);
        mini.text("Anomaly_Train.txt", "Arson/Arson001_x264.mp4");
        assertThatThrownBy(() -> VideoFormat.UCF_CRIME.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("Anomaly_Train.txt: there is no video Arson/Arson001_x264.mp4");
    }

    @Test
    void aFolderInTheListOfUcfCrimeTellsVideosOfOneNameApart() throws IOException {
        ucfCrime();
        mini.video("Copies/Abuse/Abuse001_x264.mp4", 3, 30);
        mini.video("Other/Abuse001_x264.mp4", 3, 30);
        mini.text(UCF_TRUTH, "Abuse028_x264.mp4  Abuse  2  3  -1  -1");
        mini.text(
                "Anomaly_Train.txt",
                "Training_Normal_Videos_Anomaly/Normal_Videos002_x264.mp4",
                "Other/Abuse001_x264.mp4");
        assertThat(weak(opened(VideoFormat.UCF_CRIME))).containsExactly("Other/Abuse001_x264.mp4=Other");
        mini.text("Anomaly_Train.txt", "Abuse/Abuse001_x264.mp4");
        assertThatThrownBy(() -> VideoFormat.UCF_CRIME.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("the video Abuse/Abuse001_x264.mp4 may be ");
    }

    @Test
    void copiesOfVideosOfUcfCrimeToTestOnAreNotLearned() throws IOException {
        ucfCrime();
        mini.video("Training_Normal_Videos_Anomaly/Normal_Videos_003_x264.mp4", 2, 30);
        mini.text(UCF_TRUTH, "Normal_Videos_003_x264.mp4  Normal  -1  -1  -1  -1");
        VideoDataset dataset = opened(VideoFormat.UCF_CRIME);
        assertThat(tests(dataset)).containsExactly("Testing_Normal_Videos_Anomaly/Normal_Videos_003_x264.mp4=[]");
        assertThat(dataset.train()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Arson009_x264.mp4 Arson 1 2 -1 -1 | there is no video Arson009_x264.mp4",
                "Abuse028_x264.mp4 Abuse 1 2 | line 1: must have 6 fields, got 4",
                "Abuse028_x264.mp4 Abuse 9 2 -1 -1 | line 1: frames must be counted from 0",
                "Abuse028_x264.mp4 Normal 1 2 -1 -1 | line 1: class Normal with 1 anomalous spans",
                "Abuse028_x264.mp4 Abuse -1 -1 -1 -1 | line 1: class Abuse with 0 anomalous spans",
                "Abuse028_x264.mp4 Abuse 1 1e99 -1 -1 | line 1: '1e99' is out of range",
                "Abuse028_x264.mp4 Abuse 1 7 -1 -1 | tells of at least 7 frames"
            })
    void whatIsWrongInUcfCrimeIsNamed(String line, String message) throws IOException {
        ucfCrime();
        mini.text(UCF_TRUTH, line);
        assertThatThrownBy(() -> VideoFormat.UCF_CRIME.open(root).test().forEach(VideoCase::truth))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(UCF_TRUTH)
                .hasMessageContaining(message);
    }

    private void xdViolence() throws IOException {
        mini.video("1-1004/A.Film.2001__#00-01-00_00-02-00_label_A.mp4", 3, 24);
        mini.video("1-1004/A.Film.2001__#00-05-00_00-06-00_label_B1-0-0.mp4", 3, 24);
        mini.video("videos/B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6.mp4", 8, 24);
        mini.video("videos/v=38GQ9L2meyE__#1_label_A.mp4", 4, 24);
    }

    @Test
    void xdViolenceHasLabelsInItsNames() throws IOException {
        xdViolence();
        mini.text("annotations.txt", "B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6 1 3 6 8", "");
        VideoDataset dataset = opened(VideoFormat.XD_VIOLENCE);
        assertThat(dataset.train())
                .extracting(Video::id)
                .containsExactly("1-1004/A.Film.2001__#00-01-00_00-02-00_label_A.mp4");
        assertThat(weak(dataset)).containsExactly("1-1004/A.Film.2001__#00-05-00_00-06-00_label_B1-0-0.mp4=B1-0-0");
        assertThat(tests(dataset))
                .containsExactly(
                        "videos/B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6.mp4=[1, 2, 6, 7]",
                        "videos/v=38GQ9L2meyE__#1_label_A.mp4=[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C.Film_label_B1-0-0 1 3 | there is no video C.Film_label_B1-0-0",
                "B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6 1 3 5 | line 1: must be the name of a video and pairs",
                "B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6 3 1 | line 1: frames must be counted from 0",
                "B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6 a 3 | line 1: 'a' is not a number"
            })
    void whatIsWrongInXdViolenceIsNamed(String line, String message) throws IOException {
        xdViolence();
        mini.text("annotations.txt", line);
        assertThatThrownBy(() -> VideoFormat.XD_VIOLENCE.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("annotations.txt")
                .hasMessageContaining(message);
        assertThat(new WeakVideo(Video.file("a", root.resolve("a.mp4")), Optional.empty()).kind())
                .isEmpty();
    }

    @Test
    void videosOfOneNameInXdViolenceAreRefused() throws IOException {
        xdViolence();
        mini.video("1-1004/v=38GQ9L2meyE__#1_label_A.mp4", 4, 24);
        mini.text("annotations.txt", "B.Film.1995__#01-11-55_01-12-40_label_G-B2-B6 1 3 6 8");
        assertThatThrownBy(() -> VideoFormat.XD_VIOLENCE.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("there is another video of that name");
    }

    private void tad() throws IOException {
        for (String name : List.of("normal/Normal_001.mp4", "normal/Normal_218.mp4", "abnormal/06_PedestrianOnRoad_012.mp4")) {
            mini.frames("frames/" + name + "/%d.jpg", 0, 2);
        }
        mini.frames("frames/abnormal/01_Accident_106.mp4/%d.jpg", 0, 12);
    }

    private static String tadEntry(String name, String kind, String spans) {
        return "{\"path\": \"other_datasets/tad_features/" + name + ".npy\", \"video_path\": \"other_datasets/tad_videos/"
                + name + ".mp4\", \"class_name\": \"" + kind + "\", \"descriptions\": null, \"anomaly_span\": " + spans
                + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"tad_test_anno.json", "annotations/tad_test_anno.json"})
    void tadHasSharesOfTheLength(String annotation) throws IOException {
        tad();
        mini.text(
                annotation,
                "[" + tadEntry("01_Accident_106", "Car Accident", "[[0.17, 0.34], [0.85, 1.0]]") + ",",
                tadEntry("Normal_218", "Normal", "[]") + "]");
        VideoDataset dataset = opened(VideoFormat.TAD);
        assertThat(dataset.train()).extracting(Video::id).containsExactly("frames/normal/Normal_001.mp4");
        assertThat(weak(dataset)).containsExactly("frames/abnormal/06_PedestrianOnRoad_012.mp4=PedestrianOnRoad");
        assertThat(tests(dataset))
                .containsExactly(
                        "frames/abnormal/01_Accident_106.mp4=[2, 3, 10, 11]", "frames/normal/Normal_218.mp4=[]");
        assertThat(Miniature.read(dataset.test().get(0).video()).get(10).image().at(0, 0, 0) * 255)
                .as("frame 10.jpg comes after 9.jpg")
                .isBetween(95f, 105f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01_Accident_106 | Normal | [[0.1, 0.2]] | is of class Normal, with 1 anomalous spans",
                "01_Accident_106 | Car Accident | [] | is of class Car Accident, with 0 anomalous spans",
                "01_Accident_106 | Car Accident | [[0.4, 1.2]] | must be pairs that rise from 0 to 1, got 0.4 to 1.2",
                "01_Accident_106 | Car Accident | [[0.4]] | must be pairs of numbers",
                "01_Accident_999 | Car Accident | [[0.4, 0.5]] | there is no video",
                "01_Accident_106 | '' | [] | must have 'video_path' and 'class_name'",
            })
    void whatIsWrongInTadIsNamed(String name, String kind, String spans, String message) throws IOException {
        tad();
        mini.text("tad_test_anno.json", "[" + tadEntry(name, kind, spans) + "]");
        assertThatThrownBy(() -> VideoFormat.TAD.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("tad_test_anno.json")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNeitherNormalNorAbnormalInTadIsRefused() throws IOException {
        tad();
        mini.frames("frames/unsorted/Normal_002.mp4/%d.jpg", 0, 2);
        mini.text("tad_test_anno.json", "[" + tadEntry("Normal_218", "Normal", "[]") + "]");
        assertThatThrownBy(() -> VideoFormat.TAD.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("got unsorted");
        mini.text("tad_test_anno.json", "{");
        assertThatThrownBy(() -> VideoFormat.TAD.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("is not JSON");
    }
}
