package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.stream.Frame;
import io.xvad.video.read.VideoFile;
import io.xvad.video.write.VideoWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on videos as cameras and people leave them. */
class VideoInputsTest {

    private static final int FRAMES = 36;
    private static final int RATE = 25;

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path directory = Path.of("");

    private static Path model = Path.of("");

    /** A thing that walks by; from the middle on it may run. */
    private static BufferedImage frame(int index, boolean runs) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 64 * 48; i++) {
            int grey = random.nextInt(100, 130);
            image.setRGB(i % 64, i / 64, new Color(grey, grey, grey).getRGB());
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(200, 30, 30));
        int x = runs && index > 20 ? 20 + 7 * (index - 20) : index;
        graphics.fillRect(x % 64, 20, 8, 10);
        graphics.dispose();
        return image;
    }

    private static Path video(Path file, boolean runs, IntToDoubleFunction seconds) {
        try (VideoWriter writer = VideoWriter.open(file, 48, 64, RATE)) {
            for (int i = 0; i < FRAMES; i++) {
                writer.add(frame(i, runs), seconds.applyAsDouble(i));
            }
            writer.finish();
        }
        return file;
    }

    private static double regular(int index) {
        return index / (double) RATE;
    }

    /** The same frames, as a stream of H.264 without time stamps and in a file with them. */
    private static Path recorded(Path file, String format) throws Exception {
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48);
                Java2DFrameConverter converter = new Java2DFrameConverter()) {
            recorder.setFormat(format);
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoCodecName("libopenh264");
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(RATE);
            recorder.setVideoBitrate(2_000_000);
            recorder.start();
            for (int i = 0; i < FRAMES; i++) {
                recorder.record(converter.convert(frame(i, true)), avutil.AV_PIX_FMT_BGR24);
            }
        }
        return file;
    }

    @BeforeAll
    static void fit() {
        for (int i = 0; i < 3; i++) {
            video(shared.resolve("normal/" + i + ".mp4"), false, VideoInputsTest::regular);
        }
        model = shared.resolve("street.xvad");
        Outcome fit = run(
                "fit", "--detector", "exemplars", "--data", shared.resolve("normal"), "--model", model, "--window", 20);
        assertThat(fit.code()).as(fit.err()).isZero();
    }

    private Outcome detect(Object... inputs) {
        List<Object> arguments = new ArrayList<>(List.of("detect", "--model", model, "--out", out()));
        arguments.addAll(List.of(inputs));
        return run(arguments.toArray());
    }

    private Path out() {
        return directory.resolve("out");
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(out().resolve(name).toFile());
    }

    private double[] scored(String video) throws IOException {
        return json(video + "/scores.json").get("frames").findValues("seconds").stream()
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static List<String> names(JsonNode videos) {
        List<String> names = new ArrayList<>();
        videos.forEach(video -> names.add(video.get("video").asText()));
        return names;
    }

    private static double[] times(Path file) {
        List<Double> times = new ArrayList<>();
        try (VideoFile video = VideoFile.open(file)) {
            for (Optional<Frame> next = video.next(); next.isPresent(); next = video.next()) {
                times.add(next.get().seconds());
            }
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void aVariableFrameRateIsKeptByDetectAndExplain() throws Exception {
        double[] uneven = IntStream.range(0, FRAMES)
                .mapToDouble(i -> i * 0.04 + (i % 3 == 0 ? 0 : -0.015) + (i > 30 ? 1.2 : 0))
                .toArray();
        Path file = video(directory.resolve("phone.mp4"), true, i -> uneven[i]);
        Outcome detect = detect(file);
        assertThat(detect.code()).as(detect.err()).isZero();
        assertThat(scored("phone.mp4")).containsExactly(uneven, within(1e-3));
        assertThat(times(out().resolve("phone.mp4/annotated.mp4"))).containsExactly(uneven, within(1e-3));
        Outcome explain = run("explain", "--model", model, "--out", out(), "--window", 12, file, "--json");
        assertThat(explain.code()).as(explain.err()).isZero();
        double[] film = times(out().resolve("phone.mp4.recounting.mp4"));
        int first =
                Integer.parseInt(explain.json().get(0).get("window").asText().split("[#-]")[1]);
        for (int i = 0; i < film.length; i++) {
            assertThat(film[i]).isCloseTo(uneven[first + i] - uneven[first], within(1e-3));
        }
    }

    @Test
    void explanationsAreWrittenWhereTheVideoCannotBe() throws Exception {
        Path file = video(directory.resolve("a.mp4"), true, VideoInputsTest::regular);
        Files.createDirectories(out().resolve("a.mp4.recounting.mp4/full"));
        Outcome explain = run("explain", "--model", model, "--out", out(), "--window", 12, file, "--json");
        assertThat(explain.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(explain.err()).contains("a.mp4.recounting.mp4: cannot be written");
        assertThat(explain.json().get(0).get("notDrawn").asText()).contains("cannot be written");
        assertThat(Path.of(explain.json().get(0).get("explanation").asText())).exists();
        assertThat(out().resolve("explanations.html")).exists();
    }

    @Test
    void aStreamWithoutTimeStampsHasTheEventsOfTheSameVideoWithThem() throws Exception {
        Path raw = recorded(directory.resolve("camera.h264"), "h264");
        Path same = recorded(directory.resolve("same.mp4"), "mp4");
        Outcome detect = detect(raw, same);
        assertThat(detect.code()).as(detect.err()).isZero();
        assertThat(detect.out()).contains("camera.h264 has no time stamps", "25.00 a second");
        assertThat(scored("camera.h264")).containsExactly(scored("same.mp4"), within(1e-6));
        JsonNode events = json("camera.h264/events.json");
        assertThat(events).isNotEmpty();
        assertThat(events.findValues("start"))
                .isEqualTo(json("same.mp4/events.json").findValues("start"));
        assertThat(events.findValues("end"))
                .isEqualTo(json("same.mp4/events.json").findValues("end"));
        assertThat(detect("--fps", 5, raw, same).code()).isZero();
        assertThat(scored("camera.h264")[FRAMES - 1]).isCloseTo((FRAMES - 1) / 5.0, within(1e-6));
        assertThat(scored("same.mp4")[FRAMES - 1]).isCloseTo((FRAMES - 1) / 25.0, within(1e-6));
        for (String wrong : List.of("0", "-3", "NaN", "fast")) {
            Outcome refused = detect("--fps", wrong, raw);
            assertThat(refused.code()).as(wrong).isEqualTo(2);
            assertThat(refused.err()).contains("--fps");
        }
    }

    @Test
    void whatIsMissingOrBrokenEndsNothing() throws Exception {
        Path good = video(directory.resolve("good.mp4"), false, VideoInputsTest::regular);
        Path text = Files.writeString(directory.resolve("text.mp4"), "no video");
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Outcome detect = detect(directory.resolve("nothere.mp4"), empty, text, good, "--json");
        assertThat(detect.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(detect.err()).contains("nothere.mp4", "empty: no videos found", "text.mp4");
        assertThat(names(detect.json())).containsExactly("nothere.mp4", "text.mp4", "good.mp4");
        assertThat(scored("good.mp4")).hasSize(FRAMES);
        Outcome explain = run("explain", "--model", model, "--out", out(), "--window", 8, text, empty, good);
        assertThat(explain.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(explain.out()).contains("good.mp4#");
        Outcome nothing = detect(directory.resolve("nothere.mp4"));
        assertThat(nothing.code()).isEqualTo(Main.FAILED);
        assertThat(nothing.err()).contains("nothere.mp4: no such file or directory");
    }

    @Test
    void aFolderIsSearchedAndItsResultsAreNot() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("in"));
        video(folder.resolve("cam1/Prüf_缺陷.mp4"), false, VideoInputsTest::regular);
        Files.writeString(folder.resolve("notes.txt"), "by hand");
        Files.copy(folder.resolve("cam1/Prüf_缺陷.mp4"), folder.resolve("._a.mp4"));
        for (int i : new int[] {1, 2, 10, 11}) {
            Files.createDirectories(folder.resolve("walk"));
            ImageIO.write(
                    frame(i, false),
                    "png",
                    folder.resolve("walk/frame" + i + ".png").toFile());
        }
        for (int run = 0; run < 2; run++) {
            Outcome detect = run("detect", "--model", model, "--out", folder.resolve("out"), folder, "--json");
            assertThat(detect.code()).as(detect.err()).isZero();
            assertThat(names(detect.json())).containsExactly("cam1/Prüf_缺陷.mp4", "walk");
            assertThat(detect.json().get(1).get("remarks").get(0).asText())
                    .contains("after frame2.png comes frame10.png");
            assertThat(detect.err()).contains("passed over 2 files", "1 .txt", "1 hidden");
        }
        assertThat(folder.resolve("out/cam1/Prüf_缺陷.mp4/annotated.mp4")).isRegularFile();
    }

    @Test
    void truthThatASpreadsheetHasSavedIsRead() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        video(data.resolve("train/a.mp4"), false, VideoInputsTest::regular);
        video(data.resolve("test/t.mp4"), true, VideoInputsTest::regular);
        Files.writeString(data.resolve("truth.csv"), "\uFEFFVideo;Track;Start;End\r\nt.mp4;;21;36\r\n");
        Outcome evaluate = run("evaluate", "--model", model, "--data", data, "--json");
        assertThat(evaluate.code()).as(evaluate.err()).isZero();
        assertThat(evaluate.json().get("events").get("expected").asInt()).isEqualTo(1);
        Files.writeString(data.resolve("truth.csv"), "video,track,start,end\n");
        Outcome normal = run("evaluate", "--model", model, "--data", data);
        assertThat(normal.code()).as(normal.err()).isZero();
        assertThat(normal.out())
                .doesNotContain("NaN")
                .contains("n/a: the frames are all normal or all anomalous", "n/a: there is no true event");
    }

    @Test
    void anomalousVideosAreNotLearned() {
        Path data = directory.resolve("street");
        video(data.resolve("monday.mp4"), false, VideoInputsTest::regular);
        video(data.resolve("abnormal_1.mp4"), true, VideoInputsTest::regular);
        Path file = directory.resolve("n.xvad");
        Outcome fit = run("fit", "--detector", "exemplars", "--data", data, "--model", file);
        assertThat(fit.code()).isEqualTo(Main.FAILED);
        assertThat(fit.err()).contains("not all of it is normal", "abnormal_1.mp4");
        assertThat(file).doesNotExist();
    }
}
