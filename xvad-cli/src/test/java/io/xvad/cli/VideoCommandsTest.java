package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import io.xvad.video.read.VideoFile;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import io.xvad.video.write.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a miniature data set of synthetic videos. */
class VideoCommandsTest {

    private static final int FRAMES = 60;
    private static final int RATE = 25;

    @TempDir
    private Path directory = Path.of("");

    private static SyntheticScene scene(Optional<SceneAnomaly> kind, long seed) {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[3 * 96 * 144];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.45, 0.55);
        }
        Image ground = Image.of("ground", 3, 96, 144, values);
        return SyntheticScene.of("synthetic", ground, FRAMES, RATE, kind, seed);
    }

    private static void write(SyntheticScene scene, Path file) {
        Image first = scene.frame(0);
        try (VideoWriter writer = VideoWriter.open(file, first.height(), first.width(), RATE)) {
            for (int i = 0; i < scene.size(); i++) {
                writer.add(ImageWriter.buffered(scene.frame(i)), i / (double) RATE);
            }
            writer.finish();
        }
    }

    /** Three normal videos, and two to test on; the truth of one is in frames of boxes. */
    private Path dataset() throws IOException {
        Path root = directory.resolve("street");
        for (int i = 0; i < 3; i++) {
            write(scene(Optional.empty(), i), root.resolve("train/" + i + ".mp4"));
        }
        write(scene(Optional.empty(), 10), root.resolve("test/calm.mp4"));
        SyntheticScene strange = scene(Optional.of(SceneAnomaly.LARGE_OBJECT), 11);
        write(strange, root.resolve("test/strange.mp4"));
        StringBuilder truth = new StringBuilder("video,track,start,end,x,y,width,height\n");
        strange.boxes()
                .forEach(box -> truth.append(String.format(
                        "strange,%d,%d,%d,%d,%d,%d,%d%n",
                        box.track(),
                        box.frame(),
                        box.frame() + 1,
                        box.box().x(),
                        box.box().y(),
                        box.box().width(),
                        box.box().height())));
        Files.writeString(root.resolve("truth.csv"), truth);
        return root;
    }

    @Test
    void aModelOfVideosIsFittedUsedAndMeasured() throws Exception {
        Path data = dataset();
        Path model = directory.resolve("street.xvad");
        Outcome fit = run(
                "fit",
                "--detector",
                "attributes",
                "--data",
                data,
                "--model",
                model,
                "--window",
                20,
                "--held-out",
                0.34,
                "--json");
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(fit.json().get("learnedFrom").asInt()).isEqualTo(6);
        assertThat(fit.json().get("calibratedOn").asInt()).isEqualTo(3);
        assertThat(windowSeconds(fit)).isCloseTo(20.0 / RATE, within(1e-9));

        detects(data, model);
        explains(data, model);
        evaluates(data, model);
        decidesByTheHour(data, model);
    }

    private static double windowSeconds(Outcome calibrated) throws IOException {
        return calibrated.json().get("falseAlarmRate").asDouble()
                * 3600
                / calibrated.json().get("falseAlarmsPerHour").asDouble();
    }

    private void decidesByTheHour(Path data, Path model) throws IOException {
        Path stricter = directory.resolve("hourly.xvad");
        Outcome hourly = run(
                "calibrate",
                "--model",
                model,
                "--data",
                data,
                "--window",
                20,
                "--out",
                stricter,
                "--false-alarms-per-hour",
                700,
                "--json");
        assertThat(hourly.code()).as(hourly.err()).isZero();
        assertThat(hourly.json().get("falseAlarmsPerHour").asDouble()).isCloseTo(700, within(1e-6));
        assertThat(windowSeconds(hourly)).isCloseTo(20.0 / RATE, within(1e-9));
        Outcome unknown = run("calibrate", "--model", model, "--out", stricter, "--false-alarms-per-hour", 700);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("needs normal videos");
        Outcome tooMany =
                run("calibrate", "--model", model, "--data", data, "--out", stricter, "--false-alarms-per-hour", 1e6);
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.err()).contains("windows of an hour");
    }

    private void detects(Path data, Path model) throws IOException {
        Path broken = Files.write(data.resolve("test/broken.mp4"), new byte[] {1, 2, 3});
        Path out = directory.resolve("seen");
        Outcome detect = run("detect", "--model", model, data.resolve("test"), "--out", out, "--json");
        Files.delete(broken);
        assertThat(detect.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(detect.err()).contains("broken.mp4");
        assertThat(detect.json()).hasSize(3);
        assertThat(detect.json().get(0).get("error").asText()).contains("broken.mp4");
        JsonNode strange = detect.json().get(2);
        JsonNode calm = detect.json().get(1);
        assertThat(strange.get("highestScore").asDouble())
                .isGreaterThan(calm.get("highestScore").asDouble());
        assertThat(strange.get("events")).isNotEmpty();
        assertThat(strange.get("events").get(0).get("words").asText()).contains("normal");
        JsonNode scores = new ObjectMapper()
                .readTree(out.resolve("strange.mp4/scores.json").toFile());
        assertThat(scores.get("frames")).hasSize(FRAMES);
        assertThat(VideoFile.count(out.resolve("strange.mp4/annotated.mp4"))).isEqualTo(FRAMES);
        assertThat(out.resolve("video.html")).content().contains("strange.mp4/annotated.mp4", "data-seek");
    }

    private void explains(Path data, Path model) throws IOException {
        Path out = directory.resolve("why");
        Outcome explain = run(
                "explain", "--model", model, data.resolve("test/strange.mp4"), "--out", out, "--window", 40, "--json");
        assertThat(explain.code()).as(explain.err()).isZero();
        JsonNode one = explain.json().get(0);
        assertThat(one.get("statement").asText()).contains(" s, ");
        assertThat(Path.of(one.get("explanation").asText())).exists();
        String seen = "strange.mp4.recounting.mp4";
        String[] ends = one.get("window").asText().split("[#-]");
        int frames = Integer.parseInt(ends[2]) - Integer.parseInt(ends[1]);
        assertThat(frames).isBetween(2, 40);
        assertThat(VideoFile.count(out.resolve(seen))).isEqualTo(frames);
        assertThat(out.resolve("explanations.html"))
                .content()
                .contains(seen, "data-seek", one.get("statement").asText().split(":", 2)[0]);
    }

    private void evaluates(Path data, Path model) throws IOException {
        Outcome evaluate = run("evaluate", "--model", model, "--data", data, "--json");
        assertThat(evaluate.code()).as(evaluate.err()).isZero();
        JsonNode figures = evaluate.json();
        assertThat(figures.get("videos").asInt()).isEqualTo(2);
        assertThat(figures.get("frame").get("micro").get("auroc").asDouble()).isGreaterThan(0.8);
        assertThat(figures.get("frame").get("microTrapezoidalPrecision").asDouble())
                .isCloseTo(
                        figures.get("frame").get("micro").get("ap").asDouble(), within(0.01));
        assertThat(figures.get("frame").get("videosOfOneClass").asInt()).isEqualTo(1);
        assertThat(figures.get("tbdc").asDouble()).isBetween(0.0, 1.0);
        double micro = figures.get("frame").get("micro").get("auroc").asDouble();
        JsonNode interval = figures.get("frame").get("intervals").get("micro");
        assertThat(interval.get(0).asDouble()).isLessThanOrEqualTo(micro);
        assertThat(interval.get(1).asDouble()).isGreaterThanOrEqualTo(micro);
        assertThat(figures.get("events").get("expected").asInt()).isEqualTo(1);
        JsonNode alarms = figures.get("falseAlarms");
        assertThat(alarms.get("anHour").asDouble())
                .isBetween(alarms.get("low").asDouble(), alarms.get("high").asDouble());
        assertThat(alarms.get("normalHours").asDouble())
                .isBetween(1.0 * FRAMES / RATE / 3600, 2.0 * FRAMES / RATE / 3600);
        assertThat(run("evaluate", "--model", model, "--data", data).out())
                .contains("micro, raw scores", "frame AP", "XD-Violence's AP", "RBDC", "intervals over videos");
    }

    @Test
    void anExplainerIsMeasuredOnVideos() throws Exception {
        Path data = dataset();
        Path model = directory.resolve("exemplars.xvad");
        Outcome fit = run("fit", "--detector", "exemplars", "--data", data, "--model", model, "--window", 20, "--json");
        assertThat(fit.code()).as(fit.err()).isZero();
        Outcome evaluate = run(
                "evaluate",
                "--model",
                model,
                "--data",
                data,
                "--explainer",
                "tubelet-occlusion",
                "--window",
                12,
                "--limit",
                1,
                "--json");
        assertThat(evaluate.code()).as(evaluate.err()).isZero();
        assertThat(evaluate.json().get("explainer").asText()).isEqualTo("tubelet-occlusion");
        JsonNode rows = evaluate.json().get("explanations");
        assertThat(rows.findValuesAsText("explainer"))
                .containsExactly("(random map)", "(heatmap)", "(true mask)", "tubelet-occlusion");
        JsonNode measured = rows.get(3);
        assertThat(measured.get("saliency-auroc").get("mean").asDouble()).isGreaterThan(0.7);
        assertThat(measured.get("faithfulness").get("mean").asDouble())
                .isGreaterThan(rows.get(0).get("faithfulness").get("mean").asDouble());
        assertThat(measured.get("stability").get("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(rows.get(2).get("pointing").get("mean").asDouble()).isEqualTo(1);
        refuses(model, data, "grad-cam", "explains no videos");
        refuses(model, data, "clip-grad-cam", "DifferentiatesFrames", "exemplars");
        refuses(model, data, "clip-findings", "shows no map");
    }

    private static void refuses(Path model, Path data, String explainer, String... why) {
        Outcome refused = run("evaluate", "--model", model, "--data", data, "--explainer", explainer, "--window", 8);
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains(explainer).contains(why);
    }

    @Test
    void formatsOfVideosAreListed() {
        assertThat(run("list", "datasets").out()).contains("mvtec", "ucsd", "video-folder");
    }
}
