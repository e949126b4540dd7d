package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.TrackedBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFolderLayoutTest {

    private static final String HEADER = "video,track,start,end,x,y,width,height";

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void videos() throws IOException {
        mini = new Miniature(root);
        mini.video("train/morning.mp4", 4, 20);
        mini.frames("train/noon/%d.png", 1, 11);
        mini.video("test/day.mp4", 6, 20);
        mini.frames("test/evening/%d.png", 1, 5);
        mini.video("test/night.avi", 3, 20);
    }

    @Test
    void aWindowIsOfTheTimeOfItsFile() throws IOException {
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        Path file = root.resolve("train/morning.mp4");
        Files.setLastModifiedTime(file, FileTime.from(time));
        try (VideoWindows windows = new VideoWindows(List.of(Video.file("morning", file)), 2, 2)) {
            assertThat(windows.time(0)).contains(time);
            assertThat(windows.time(1)).contains(time);
        }
        assertThat(Video.of("live", () -> {
                            throw new IllegalStateException();
                        })
                        .time())
                .isEmpty();
    }

    private VideoDataset open() {
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.VIDEO_FOLDER);
        return VideoFormat.VIDEO_FOLDER.open(root);
    }

    private void csv(String... rows) throws IOException {
        String[] lines = new String[rows.length + 1];
        lines[0] = HEADER;
        System.arraycopy(rows, 0, lines, 1, rows.length);
        mini.text("truth.csv", lines);
    }

    @Test
    void eventsInCsv() throws IOException {
        csv("day.mp4,1,1,3,2,3,4,5", "day,1,3,4,3,3,4,5", "# a comment", "evening,,2,4,,,,");
        mini.text("fps.txt", "10");
        VideoDataset dataset = open();
        assertThat(dataset.train()).extracting(Video::id).containsExactly("train/morning.mp4", "train/noon");
        assertThat(Miniature.read(dataset.train().get(1))).hasSize(11).last().satisfies(frame -> {
            assertThat(frame.seconds()).isEqualTo(1);
            assertThat(frame.image().at(0, 0, 0)).isBetween(99.9f / 255, 100.1f / 255);
        });
        requireEvents(dataset);
    }

    private static void requireEvents(VideoDataset dataset) {
        VideoTruth day = dataset.test().get(0).truth();
        assertThat(Miniature.anomalous(day)).containsExactly(1, 2, 3);
        assertThat(day.boxes().orElseThrow())
                .containsExactly(
                        new TrackedBox(1, 1, new Box(2, 3, 4, 5)),
                        new TrackedBox(2, 1, new Box(2, 3, 4, 5)),
                        new TrackedBox(3, 1, new Box(3, 3, 4, 5)));
        VideoTruth evening = dataset.test().get(1).truth();
        assertThat(Miniature.anomalous(evening)).containsExactly(2, 3);
        assertThat(evening.boxes()).isEmpty();
        VideoTruth night = dataset.test().get(2).truth();
        assertThat(night.anomalousFrames()).isZero();
        assertThat(night.boxes()).contains(List.of());
    }

    @Test
    void eventsInJson() throws IOException {
        mini.text(
                "truth.json",
                "[{\"video\": \"day\", \"track\": 1, \"start\": 1, \"end\": 3, \"x\": 2, \"y\": 3, \"width\": 4, \"height\": 5},",
                "{\"video\": \"day\", \"track\": 1, \"start\": 3, \"end\": 4, \"x\": 3, \"y\": 3, \"width\": 4, \"height\": 5},",
                "{\"video\": \"evening\", \"start\": 2, \"end\": 4, \"x\": null}]");
        requireEvents(open());
    }

    @Test
    void brokenTablesAreNamed() throws IOException {
        for (String[] brokenAndWhy : new String[][] {
            {"day,1,3,3,,,,", "truth.csv line 2: frames must be counted from 0"},
            {"day,1,3,x,,,,", "'end' must be a whole number, got 'x'"},
            {"day,1,-3,4,,,,", "'start' must be at least 0, got -3"},
            {"day,1,3,4,5,,,", "'y' must be a whole number"},
            {"day,,3,4,5,5,5,5", "'track' must be a whole number"},
            {"day,1,3,4,5,5,0,5", "box needs"},
            {",1,3,4,,,,", "'video' is missing"},
            {"dawn,1,3,4,,,,", "no video 'dawn' in test/; there are [day, evening, night]"},
        }) {
            csv(brokenAndWhy[0]);
            assertThatThrownBy(this::open)
                    .as(brokenAndWhy[0])
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("truth.csv")
                    .hasMessageContaining(brokenAndWhy[1]);
        }
        mini.text("truth.csv", "video,begin,end", "day,1,2");
        assertThatThrownBy(this::open).hasMessageContaining("no field 'begin'");
        csv("day,1,3,9,,,,");
        VideoDataset dataset = open();
        assertThatThrownBy(() -> dataset.test().get(0).truth())
                .hasMessageContaining("truth.csv tells of at least 9 frames")
                .hasMessageContaining("test/day.mp4 has 6");
        Files.delete(root.resolve("truth.csv"));
        assertThatThrownBy(this::open).hasMessageContaining("neither truth.csv nor truth.json");
        mini.text("truth.json", "{\"video\": \"day\"}");
        assertThatThrownBy(this::open).hasMessageContaining("truth.json: must be a JSON array");
        mini.text("truth.json", "[{]");
        assertThatThrownBy(this::open).hasMessageContaining("truth.json: is not JSON");
    }

    @Test
    void twoVideosOfOneNameAreRefused() throws IOException {
        csv();
        mini.video("test/day.avi", 2, 20);
        assertThatThrownBy(this::open).hasMessageContaining("day").hasMessageContaining("same name");
    }

    @Test
    void theRateMustBeOne() throws IOException {
        csv();
        for (String rate : List.of("fast", "0", "NaN")) {
            mini.text("fps.txt", rate);
            assertThatThrownBy(this::open)
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("fps.txt")
                    .hasMessageContaining(rate);
        }
    }

    @Test
    void anyFolderOfVideosIsToTrainOn(@TempDir Path other) throws IOException {
        Miniature flat = new Miniature(other);
        flat.video("b.mp4", 2, 20);
        flat.video("a.mkv", 2, 20);
        flat.text("notes.txt", "no video");
        assertThat(VideoFormat.recognise(other)).isEqualTo(VideoFormat.VIDEO_FOLDER);
        VideoDataset dataset = VideoFormat.VIDEO_FOLDER.open(other);
        assertThat(dataset.train()).extracting(Video::id).containsExactly("a.mkv", "b.mp4");
        assertThat(dataset.test()).isEmpty();
    }
}
