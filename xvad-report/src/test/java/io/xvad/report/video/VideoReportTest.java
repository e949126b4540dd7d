package io.xvad.report.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.explainers.Scene;
import io.xvad.video.dataset.Video;
import io.xvad.video.read.FrameSource;
import io.xvad.video.read.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores are there whatever happens to the annotated video, and both have the times of the frames. */
class VideoReportTest {

    private static final double[] UNEVEN = {0, 0.04, 0.05, 0.3, 0.34, 1.7};

    @TempDir
    private Path out = Path.of("");

    private final List<String> warnings = new ArrayList<>();

    private static Video video(String id, double... seconds) {
        List<Image> frames = IntStream.range(0, seconds.length)
                .mapToObj(i -> i == 3 ? Scene.withSquare() : Scene.normal(i))
                .toList();
        Clip clip = Clip.of(id, frames, 25, seconds);
        return Video.of(id, () -> FrameSource.of(clip));
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(out.resolve(name).toFile());
    }

    private static double[] times(Path film) {
        List<Double> times = new ArrayList<>();
        try (VideoFile video = VideoFile.open(film)) {
            for (Optional<Frame> next = video.next(); next.isPresent(); next = video.next()) {
                times.add(next.get().seconds());
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void theAnnotatedVideoHasTheTimesOfTheFrames() throws Exception {
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            String lines = report.watch(video("uneven", UNEVEN), warnings::add);
            assertThat(lines).startsWith("uneven: 6 frames");
            assertThat(warnings).isEmpty();
            assertThat(report.someFailed()).isFalse();
            assertThat(times(out.resolve("uneven/annotated.mp4"))).containsExactly(UNEVEN, within(1e-4));
            assertThat(json("uneven/scores.json").get("frames").findValues("seconds"))
                    .extracting(JsonNode::asDouble)
                    .containsExactly(0.0, 0.04, 0.05, 0.3, 0.34, 1.7);
            assertThat(report.html()).contains("data-times=\"0.0000,0.0400,0.0500,0.3000,0.3400,1.7000\"", "<video");
        }
    }

    @Test
    void framesOfOneTimeAreDrawn() {
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            report.watch(video("twice", 0, 0.1, 0.1, 0.1, 0.2), warnings::add);
            assertThat(warnings).isEmpty();
            assertThat(times(out.resolve("twice/annotated.mp4")))
                    .containsExactly(new double[] {0, 0.1, 0.1, 0.1, 0.2}, within(1e-3));
        }
    }

    @Test
    void scoresAndEventsAreWrittenWhereTheVideoCannotBe() throws Exception {
        Files.createDirectories(out.resolve("blocked/annotated.mp4/full"));
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            assertThat(report.watch(video("blocked", UNEVEN), warnings::add)).startsWith("blocked: 6 frames");
            report.watch(video("free", UNEVEN), warnings::add);
            assertThat(json("blocked/scores.json").get("frames")).hasSize(6);
            assertThat(json("blocked/events.json").isArray()).isTrue();
            assertThat(out.resolve("free/annotated.mp4")).isRegularFile();
            assertThat(report.someFailed()).isTrue();
            assertThat(warnings).singleElement().asString().contains("blocked", "annotated.mp4", "cannot be written");
            assertThat(report.json().get(0).get("frames").asInt()).isEqualTo(6);
            assertThat(report.json().get(0).get("notDrawn").asText()).contains("annotated.mp4");
            assertThat(report.json().get(1).has("notDrawn")).isFalse();
            assertThat(report.html())
                    .contains("There is no annotated video")
                    .contains("free/annotated.mp4")
                    .doesNotContain("src=\"blocked/annotated.mp4\"");
        }
    }

    @Test
    void aVideoTooLongToDrawIsScored() throws Exception {
        Clip clip = Clip.of("long", List.of(Scene.normal(1), Scene.normal(2)), 25, new double[] {0, 100_000});
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            report.watch(Video.of("long", () -> FrameSource.of(clip)), warnings::add);
            assertThat(warnings).singleElement().asString().contains("longer than 24 hours");
            assertThat(json("long/scores.json").get("frames")).hasSize(2);
        }
    }

    @Test
    void whatWasWatchedIsThereBeforeTheRest() throws Exception {
        Files.writeString(out.resolve("detections.jsonl"), "of an earlier run\n");
        Video missing = Video.of("missing", () -> {
            throw new XvadDataException("no such video");
        });
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            report.watch(video("first", UNEVEN), warnings::add);
            assertThat(Files.readAllLines(out.resolve("detections.jsonl"))).hasSize(1);
            assertThat(report.watch(missing, warnings::add)).isEmpty();
            report.watch(video("last", UNEVEN), warnings::add);
            List<String> lines = Files.readAllLines(out.resolve("detections.jsonl"));
            assertThat(lines).hasSize(3);
            assertThat(new ObjectMapper().readTree(lines.get(1)).get("error").asText())
                    .contains("no such video");
            assertThat(new ObjectMapper().readTree(lines.get(2)).get("video").asText())
                    .isEqualTo("last");
        }
    }

    @Test
    void noFolderIsMadeWhereThereIsAFile() throws Exception {
        Files.writeString(out.resolve("clip.mp4"), "the video itself");
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            report.watch(video("clip.mp4", UNEVEN), warnings::add);
            assertThat(warnings).singleElement().asString().contains("clip.mp4 is a file");
            assertThat(out.resolve("clip.mp4")).content().isEqualTo("the video itself");
        }
    }

    @Test
    void remarksAreSaid() {
        FrameSource clip = FrameSource.of(Clip.of("odd", List.of(Scene.normal(1)), 25));
        FrameSource remarking = new FrameSource() {
            @Override
            public String id() {
                return clip.id();
            }

            @Override
            public double framesPerSecond() {
                return clip.framesPerSecond();
            }

            @Override
            public Optional<Frame> next() {
                return clip.next();
            }

            @Override
            public List<String> remarks() {
                return List.of("odd has no time stamps");
            }

            @Override
            public void close() {}
        };
        try (FittedDetector fitted = Scene.fitted()) {
            VideoReport report = new VideoReport(fitted, out);
            assertThat(report.watch(Video.of("odd", () -> remarking), warnings::add))
                    .contains("note: odd has no time stamps");
            assertThat(report.json().get(0).get("remarks").get(0).asText()).isEqualTo("odd has no time stamps");
            assertThat(report.html()).contains("odd has no time stamps.");
        }
    }
}
