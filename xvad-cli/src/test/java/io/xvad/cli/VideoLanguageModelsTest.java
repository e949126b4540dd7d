package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import io.xvad.video.write.VideoWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector of videos that asks a model goes through the commands with a server on this machine, is stopped, resumed and replayed. */
class VideoLanguageModelsTest {

    private static final int RATE = 25;
    private static final int FRAMES = 24;
    private static final String RULES = "{\"normal_activities\": [\"Walking\"], \"normal_objects\": [\"A road\"],"
            + " \"anomalous_activities\": [\"Riding a bicycle\"], \"anomalous_objects\": []}";

    @TempDir
    private Path directory;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger described = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            calls.incrementAndGet();
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String content = new ObjectMapper().writeValueAsString(answer(asked));
            byte[] body =
                    ("{\"id\": \"1\", \"created\": 1, \"model\": \"served\", \"choices\": [{\"index\": 0, \"finish_reason\": \"stop\","
                                    + " \"message\": {\"role\": \"assistant\", \"content\": " + content + "}}]}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        for (int i = 0; i < 3; i++) {
            write(0.2f + 0.1f * i, directory.resolve("street/train/" + i + ".mp4"));
        }
        write(0.5f, directory.resolve("street/test/calm.mp4"));
        write(0.9f, directory.resolve("street/test/strange.mp4"));
        Files.writeString(
                directory.resolve("street/truth.csv"),
                "video,track,start,end,x,y,width,height\nstrange,1,4,24,0,0,32,32\n");
    }

    /** Every fourth frame that is described shows a bicycle. */
    private String answer(String asked) {
        if (asked.contains("How many people can be seen")) {
            return "{\"description\": \"The first person is "
                    + (described.incrementAndGet() % 4 == 0 ? "riding a bicycle" : "walking") + ".\"}";
        } else if (asked.contains("Descriptions of normal frames")) {
            return RULES;
        } else if (asked.contains("You classify stretches of video")) {
            return "{\"answers\": [\"Yes\"], \"anomalous\": " + asked.contains("Does anybody fall?") + "}";
        } else if (asked.contains("You improve the questions")) {
            return "{\"reasoning\": \"so\", \"questions\": [\"Does anybody fall?\"]}";
        } else if (asked.contains("Name the words")) {
            return "{\"keywords\": [\"bicycle\"]}";
        }
        boolean anomalous = asked.contains("Anomaly, since");
        return "{\"matching_rules\": [\"" + (anomalous ? "A1" : "N1")
                + "\"], \"reason\": \"as the rule says\", \"anomalous\": " + anomalous + "}";
    }

    /** A bar that moves over an even ground. */
    private static void write(float ground, Path file) {
        try (VideoWriter writer = VideoWriter.open(file, 32, 32, RATE)) {
            for (int i = 0; i < FRAMES; i++) {
                float[] values = new float[3 * 32 * 32];
                Arrays.fill(values, ground);
                for (int at = 0; at < values.length; at++) {
                    values[at] = at % 32 == i ? 0 : values[at];
                }
                writer.add(ImageWriter.buffered(Image.of("f", 3, 32, 32, values)), i / (double) RATE);
            }
            writer.finish();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path model() {
        return directory.resolve("m.xvad");
    }

    private Outcome fit(String... options) {
        List<Object> args = new ArrayList<>(List.of("fit", "--detector", "anomalyruler", "--model", model()));
        args.addAll(List.of("--data", directory.resolve("street"), "--window", 24, "--held-out", 0.34, "--json"));
        args.addAll(List.of(
                "-o", "endpoint=http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "-o", "model=vision"));
        args.addAll(List.of("-o", "batches=1", "-o", "recording=" + directory.resolve("run.jsonl")));
        for (String option : options) {
            args.addAll(List.of("-o", option));
        }
        return run(args.toArray());
    }

    private Outcome detect(String out) {
        return run(
                "detect",
                "--model",
                model(),
                directory.resolve("street/test"),
                "--out",
                directory.resolve(out),
                "--json");
    }

    @Test
    void goesThroughTheCommandsAndIsReplayedWithoutAServer() throws IOException {
        Outcome fitted = fit("rules-file=" + directory.resolve("rules.txt"));
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("anomalyruler is not measured: asks a language model that you name");
        assertThat(fitted.json().get("callsPerMinute").asDouble()).isEqualTo(2 * 60 * RATE / 8.0);
        assertThat(fitted.json().get("looksAhead").asBoolean()).isTrue();
        assertThat(directory.resolve("rules.txt")).content().contains("1. Riding a bicycle");
        Outcome live = detect("live");
        assertThat(live.code()).as(live.err()).isZero();
        explains();
        evaluates();

        server.stop(0);
        assertThat(fit("mode=replay").code()).isZero();
        assertThat(detect("replayed").code()).isZero();
        for (String video : List.of("calm", "strange")) {
            assertThat(directory.resolve("replayed/" + video + ".mp4/scores.json"))
                    .hasSameTextualContentAs(directory.resolve("live/" + video + ".mp4/scores.json"));
        }
    }

    private void explains() throws IOException {
        Outcome explained = run(
                "explain",
                "--model",
                model(),
                "--explainer",
                "rules",
                "--window",
                FRAMES,
                directory.resolve("street/test/strange.mp4"),
                "--out",
                directory.resolve("why"),
                "--json");
        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(explained.json().get(0).get("statement").asText()).isNotBlank();
        assertThat(directory.resolve("why/explanations.html")).content().contains("rule");
    }

    private void evaluates() throws IOException {
        Outcome evaluated = run("evaluate", "--model", model(), "--data", directory.resolve("street"), "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        JsonNode json = evaluated.json();
        assertThat(json.get("detector").asText()).isEqualTo("anomalyruler");
    }

    @Test
    void anExhaustedBudgetIsALineAndTheNextRunGoesOn() throws IOException {
        assertThat(fit().code()).isZero();
        int whole = calls.get();
        Files.delete(directory.resolve("run.jsonl"));
        Files.delete(model());
        Outcome stopped = fit("max-calls=4");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()
                        .lines()
                        .filter(line -> line.startsWith("xvad: the budget is used up (max-calls): 4 calls")))
                .hasSize(1);
        assertThat(model()).doesNotExist();
        assertThat(Files.readAllLines(directory.resolve("run.jsonl"))).hasSize(4);
        assertThat(fit("max-calls=" + whole).code()).isZero();
        assertThat(calls.get()).isLessThanOrEqualTo(2 * whole);
    }

    @Test
    void aWrongKeyAndAHostThatIsNotThereAreALine() {
        status = 401;
        assertThat(fit().err().lines().filter(line -> line.startsWith("xvad: http://127.0.0.1")))
                .singleElement()
                .asString()
                .contains("refuses the key (401, 403)");
        assertThat(model()).doesNotExist();
        server.stop(0);
        assertThat(fit().err().lines().filter(line -> line.startsWith("xvad: http://127.0.0.1")))
                .singleElement()
                .asString()
                .contains("cannot be reached");
    }

    /** What was asked before the key was refused is in the recording, and scores once it is accepted. */
    @Test
    void aVideoWhoseModelCannotBeAskedEndsTheCommandInALineAndLosesNothing() throws IOException {
        assertThat(fit("live=true").code()).isZero();
        int before = Files.readAllLines(directory.resolve("run.jsonl")).size();
        status = 403;
        Outcome refused = detect("seen");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines().filter(line -> line.startsWith("xvad: http://127.0.0.1")))
                .hasSize(1);
        assertThat(Files.readAllLines(directory.resolve("run.jsonl"))).hasSize(before);
        status = 200;
        assertThat(detect("seen").code()).isZero();
    }

    /** Either questions are right about half of the videos, so that the first ones are kept. */
    @Test
    void questionsAreLearnedFromLabelledVideos() throws IOException {
        write(0.6f, directory.resolve("known/anomalous/a.mp4"));
        write(0.8f, directory.resolve("known/anomalous/b.mp4"));
        Outcome fitted = run(
                "fit",
                "--detector",
                "vera",
                "--model",
                model(),
                "--data",
                directory.resolve("street"),
                "--labelled",
                directory.resolve("known"),
                "--window",
                8,
                "--held-out",
                0,
                "-o",
                "endpoint=http://127.0.0.1:" + server.getAddress().getPort() + "/v1",
                "-o",
                "model=vision",
                "-o",
                "epochs=1",
                "-o",
                "questions-file=" + directory.resolve("questions.txt"),
                "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().get("learnedFromLabelled").asInt()).isEqualTo(2);
        assertThat(fitted.json().get("learnedFrom").asInt()).isEqualTo(2);
        assertThat(directory.resolve("questions.txt")).content().contains("Is there anything unusual");
        Outcome refused = run(
                "fit",
                "--detector",
                "attributes",
                "--model",
                model(),
                "--data",
                directory.resolve("street"),
                "--labelled",
                directory.resolve("known"));
        assertThat(refused.err()).contains("detector 'attributes' does not learn from labelled videos");
    }

    @Test
    void whatLooksAheadCannotWatchACamera() {
        assertThat(fit().code()).isZero();
        Outcome watched = run("watch", "--model", model(), "yard=rtsp://127.0.0.1:1/none");
        assertThat(watched.code()).isEqualTo(2);
        assertThat(watched.err()).contains("this model looks ahead");
    }
}
