package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.xvad.core.Image;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code xvad watch} on sources of this machine, with a model of images. */
class WatchCommandTest {

    private static final int HEIGHT = 32;
    private static final int WIDTH = 48;

    @TempDir
    private Path directory = Path.of("");

    private Path model = Path.of("");

    /** Noise; strange is a bright square. */
    private static Image image(int seed, boolean strange) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.4 + 0.1 * random.nextDouble());
        }
        for (int y = 8; strange && y < 16; y++) {
            Arrays.fill(values, y * WIDTH + 10, y * WIDTH + 18, 1);
        }
        return Image.of("image", 1, HEIGHT, WIDTH, values);
    }

    @BeforeEach
    void fit() {
        Path normals = directory.resolve("normals");
        for (int i = 0; i < 60; i++) {
            ImageWriter.writePng(image(i, false), normals.resolve(i + ".png"));
        }
        model = directory.resolve("m.xvad");
        Outcome fitted =
                run("fit", "--detector", "pixel-gaussian", "--data", normals, "--model", model, "--held-out", 0.5);
        assertThat(fitted.code()).as(fitted.err()).isZero();
    }

    /** Forty frames, of which some in the middle are strange. */
    private Path frames(String name) {
        Path folder = directory.resolve(name);
        for (int i = 0; i < 40; i++) {
            ImageWriter.writePng(image(1000 + i, i >= 15 && i < 25), folder.resolve(String.format("%03d.png", i)));
        }
        return folder;
    }

    private static List<JsonNode> lines(Outcome outcome) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : outcome.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static List<JsonNode> strange(List<JsonNode> lines, String camera) {
        return lines.stream()
                .filter(line -> line.get("camera").asText().equals(camera)
                        && line.get("news").asText().equals("end")
                        && line.get("peakFrame").asInt() >= 15
                        && line.get("peakFrame").asInt() < 25)
                .toList();
    }

    @Test
    void eventsOfTwoSourcesGoToTheTerminalAWebhookAndADirectory() throws Exception {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Path seen = directory.resolve("seen");
        Outcome watched = run(
                "watch",
                "--model",
                model,
                "door=" + frames("one"),
                frames("two"),
                "--fps",
                10,
                "--webhook",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=secret",
                "--snapshots",
                seen);
        server.stop(0);
        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(watched.err())
                .contains("door ended", "two ended", "40 scored", "0 dropped")
                .doesNotContain("secret");
        List<JsonNode> lines = lines(watched);
        for (String camera : List.of("door", "two")) {
            List<JsonNode> ends = strange(lines, camera);
            assertThat(ends).hasSize(1);
            JsonNode end = ends.get(0);
            assertThat(lines.stream()
                            .filter(line -> line.get("id").equals(end.get("id"))
                                    && line.get("news").asText().equals("start")))
                    .hasSize(1);
            assertThat(end.get("start").asDouble()).isLessThanOrEqualTo(1.5);
            assertThat(end.get("end").asDouble()).isGreaterThanOrEqualTo(2.4);
            assertThat(end.get("words").asText()).contains("middle left");
            Image snapshot =
                    ImageReader.withDefaults().read(Path.of(end.get("snapshot").asText()));
            assertThat(snapshot.width()).isGreaterThan(WIDTH);
            assertThat(snapshot.height()).isGreaterThan(snapshot.width() * HEIGHT / WIDTH);
        }
        assertThat(posted)
                .containsExactlyInAnyOrderElementsOf(watched.out().lines().toList());
        try (Stream<Path> files = Files.list(seen)) {
            assertThat(files.count())
                    .isEqualTo(lines.stream()
                            .map(line -> line.get("id"))
                            .distinct()
                            .count());
        }
    }

    @Test
    void aSourceThatFailsIsSaidAndTheOthersGoOn() {
        Outcome some = run("watch", "--model", model, frames("one"), "yard=rtsp://me:secret@127.0.0.1:9/live");
        assertThat(some.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(some.err())
                .contains("yard: cannot connect to rtsp://***@127.0.0.1:9/live", "yard failed")
                .doesNotContain("secret");
        Outcome none = run("watch", "--model", model, directory.resolve("missing.mp4"));
        assertThat(none.code()).isEqualTo(Main.FAILED);
        assertThat(none.err()).contains("missing.mp4");
    }

    @Test
    void whatIsLostOnItsWayIsSaid() {
        Outcome watched = run("watch", "--model", model, frames("one"), "--webhook", "http://127.0.0.1:9/hook");
        assertThat(watched.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(watched.err()).contains("not delivered");
    }

    @Test
    void wrongUsageIsTold() {
        Path one = frames("one");
        for (List<Object> wrong : List.of(
                List.<Object>of(one, "--for", "soon"),
                List.<Object>of("gopher://a"),
                List.<Object>of(one, "--webhook", "ftp://a/b"),
                List.<Object>of(one, "--stall", "0s"),
                List.<Object>of(one, "--fps", "-1"),
                List.<Object>of(one, "--ignore", "mask.png"))) {
            List<Object> args = new ArrayList<>(List.of("watch", "--model", model));
            args.addAll(wrong);
            Outcome refused = run(args.toArray());
            assertThat(refused.code()).as(wrong + refused.err()).isEqualTo(Main.WRONG_USAGE);
        }
    }
}
