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

class UbnormalLayoutTest {

    private static final String ABNORMAL = "abnormal_scene_2_scenario_1";
    private static final String ANNOTATIONS = "Scene2/" + ABNORMAL + "_annotations/" + ABNORMAL;

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    /** Object 7 is anomalous in frames 1 and 2; object 9 never is. */
    @BeforeEach
    void videos() throws IOException {
        mini = new Miniature(root);
        mini.video("Scene1/normal_scene_1_scenario_1.mp4", 4, 30);
        mini.video("Scene1/normal_scene_1_scenario_2_fog.mp4", 3, 30);
        mini.video("Scene2/" + ABNORMAL + ".mp4", 5, 30);
        mini.video("Scene2/abnormal_scene_2_scenario_2.mp4", 2, 30);
        mini.image(ANNOTATIONS + "_0000_gt.png", 9, 0, 0, 2, 2);
        mini.image(ANNOTATIONS + "_0001_gt.png", 7, 4, 5, 3, 2);
        mini.image(ANNOTATIONS + "_0002_gt.png", 7, 5, 5, 3, 2);
        mini.text(ANNOTATIONS + "_tracks.txt", "7,1,2");
    }

    private VideoDataset open() {
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.UBNORMAL);
        return VideoFormat.UBNORMAL.open(root);
    }

    @Test
    void tracksHaveMasksAndBoxes() {
        VideoDataset dataset = open();
        assertThat(dataset.train())
                .extracting(Video::id)
                .containsExactly("Scene1/normal_scene_1_scenario_1.mp4", "Scene1/normal_scene_1_scenario_2_fog.mp4");
        assertThat(dataset.train().get(0).scene()).contains("1");
        assertThat(dataset.test()).hasSize(2);
        VideoCase first = dataset.test().get(0);
        assertThat(first.video().scene()).contains("2");
        VideoTruth truth = first.truth();
        assertThat(truth.frames()).isEqualTo(5);
        assertThat(Miniature.anomalous(truth)).containsExactly(1, 2);
        List<Frame> frames = Miniature.read(first.video());
        assertThat(frames.get(3).seconds()).isBetween(0.0999, 0.1001);
        Mask mask = truth.mask(frames.get(1)).orElseThrow();
        assertThat(mask.count()).isEqualTo(6);
        assertThat(mask.at(5, 4)).isTrue();
        assertThat(truth.mask(frames.get(0)).orElseThrow().any()).isFalse();
        assertThat(truth.mask(frames.get(4)).orElseThrow().any()).isFalse();
        assertThat(truth.boxes().orElseThrow())
                .containsExactly(new TrackedBox(1, 0, new Box(4, 5, 3, 2)), new TrackedBox(2, 0, new Box(5, 5, 3, 2)));
    }

    @Test
    void newTracksAreMeantWhereThereAreSome() throws IOException {
        mini.text(ANNOTATIONS + "_new_tracks.txt", "7,2,2");
        VideoTruth truth = open().test().get(0).truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(2);
        assertThat(truth.source()).endsWith("_new_tracks.txt");
    }

    @Test
    void listsOfNamesAreTheSplit() throws IOException {
        mini.text("scripts/normal_training_video_names.txt", "normal_scene_1_scenario_1");
        mini.text("scripts/normal_test_video_names.txt", "normal_scene_1_scenario_2_fog");
        mini.text("scripts/abnormal_test_video_names.txt", ABNORMAL, "");
        VideoDataset dataset = open();
        assertThat(dataset.train()).extracting(Video::id).containsExactly("Scene1/normal_scene_1_scenario_1.mp4");
        assertThat(dataset.test())
                .extracting(one -> one.video().id())
                .containsExactly("Scene1/normal_scene_1_scenario_2_fog.mp4", "Scene2/" + ABNORMAL + ".mp4");
        VideoCase normal = dataset.test().get(0);
        VideoTruth truth = normal.truth();
        assertThat(truth.frames()).isEqualTo(3);
        assertThat(truth.anomalousFrames()).isZero();
        assertThat(truth.boxes()).contains(List.of());
        Frame frame = Miniature.read(normal.video()).get(2);
        assertThat(truth.mask(frame).orElseThrow()).isEqualTo(Mask.of(12, 16, new boolean[12 * 16]));
        mini.text("scripts/abnormal_test_video_names.txt", "abnormal_scene_9_scenario_1");
        assertThatThrownBy(() -> VideoFormat.UBNORMAL.open(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("abnormal_test_video_names.txt")
                .hasMessageContaining("abnormal_scene_9_scenario_1");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        List<VideoCase> test = open().test();
        assertThatThrownBy(() -> test.get(1).truth())
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("abnormal_scene_2_scenario_2_tracks.txt is missing");
        mini.text(ANNOTATIONS + "_tracks.txt", "7,1,8");
        assertThatThrownBy(() -> test.get(0).truth())
                .hasMessageContaining("tells of at least 9 frames")
                .hasMessageContaining(ABNORMAL + ".mp4 has 5");
        mini.text(ANNOTATIONS + "_tracks.txt", "7,1,2");
        Files.delete(root.resolve(ANNOTATIONS + "_0002_gt.png"));
        VideoTruth truth = test.get(0).truth();
        assertThatThrownBy(truth::boxes).hasMessageContaining("_0002_gt.png");
    }
}
