package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector that asks a model goes through fit, detect and explain with a server on this machine, is stopped, resumed and replayed. */
class LanguageModelsTest {

    private static final int NORMALS = 5;
    private static final int HELD_OUT = 1;
    private static final String ANSWER = "{\\\"anomalous\\\": true, \\\"score\\\": 0.5, \\\"reason\\\": \\\"a hole\\\","
            + " \\\"regions\\\": [1], \\\"image\\\": 0.5}";

    @TempDir
    private Path directory;

    private final AtomicInteger calls = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body =
                    ("{\"id\": \"1\", \"created\": 1, \"model\": \"served\", \"choices\": [{\"index\": 0, \"finish_reason\": \"stop\","
                                    + " \"message\": {\"role\": \"assistant\", \"content\": \"" + ANSWER + "\"}}]}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Files.createDirectory(directory.resolve("normals"));
        for (int i = 0; i < NORMALS; i++) {
            ImageWriter.writePng(
                    FixedSamples.image("n" + i, i, 0),
                    directory.resolve("normals").resolve(i + ".png"));
        }
        ImageWriter.writePng(FixedSamples.image("odd", 99, 1), photo());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path photo() {
        return directory.resolve("odd.png");
    }

    private Outcome fit(String... options) {
        List<Object> args =
                new ArrayList<>(List.of("fit", "--detector", "gpt-4v", "--model", directory.resolve("m.xvad")));
        args.addAll(List.of("--data", directory.resolve("normals"), "--without-measures", "--json"));
        args.addAll(List.of(
                "-o", "endpoint=http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "-o", "model=vision"));
        args.addAll(
                List.of("-o", "marks=grid", "-o", "regions=4", "-o", "recording=" + directory.resolve("run.jsonl")));
        for (String option : options) {
            args.addAll(List.of("-o", option));
        }
        return run(args.toArray());
    }

    private Outcome detect(String out) {
        return run(
                "detect", "--model", directory.resolve("m.xvad"), photo(), "--out", directory.resolve(out), "--json");
    }

    @Test
    void goesThroughFitDetectAndExplainAndIsReplayedWithoutAServer() throws IOException {
        Outcome fitted = fit();
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err())
                .contains("gpt-4v is not measured: asks a language model that you name (docs/language.md)");
        assertThat(calls).hasValue(HELD_OUT);
        Outcome detected = detect("live");
        assertThat(detected.code()).as(detected.err()).isZero();
        Outcome explained = run(
                "explain",
                "--model",
                directory.resolve("m.xvad"),
                "--explainer",
                "told-reasons",
                photo(),
                "--out",
                directory.resolve("why"),
                "--json");
        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(Files.readString(directory.resolve("why").resolve("explanations.html")))
                .contains("a hole");

        server.stop(0);
        assertThat(fit("mode=replay").code()).isZero();
        assertThat(detect("replayed").code()).isZero();
        assertThat(directory.resolve("replayed/maps/odd.npy"))
                .hasSameBinaryContentAs(directory.resolve("live/maps/odd.npy"));
        assertThat(score("replayed")).isEqualTo(score("live"));
    }

    private List<String> score(String out) throws IOException {
        JsonNode found = new ObjectMapper()
                .readTree(Files.readString(directory.resolve(out).resolve("detections.json")))
                .findParents("score")
                .get(0);
        return List.of(found.get("score").toString(), found.get("pValue").toString());
    }

    @Test
    void anExhaustedBudgetIsALineAndTheNextRunGoesOn() throws IOException {
        assertThat(fit("max-calls=1").code()).isZero();
        assertThat(detect("first").code()).isZero();
        assertThat(Files.readAllLines(directory.resolve("run.jsonl"))).hasSize(HELD_OUT + 1);
        ImageWriter.writePng(FixedSamples.image("other", 98, 1), photo());
        assertThat(detect("second").code()).isZero();
        Outcome stopped = fit("max-calls=1", "samples=3");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()
                        .lines()
                        .filter(line -> line.startsWith("xvad: the budget is used up (max-calls): 1 call")))
                .hasSize(1);
        assertThat(Files.readAllLines(directory.resolve("run.jsonl"))).hasSize(HELD_OUT + 3);
        assertThat(fit("max-calls=1", "samples=3").code()).isZero();
    }

    @Test
    void aWrongKeyIsALine() {
        status = 401;
        assertThat(fit().err().lines().filter(line -> line.startsWith("xvad: http://127.0.0.1")))
                .singleElement()
                .asString()
                .contains("refuses the key (401, 403)");
        assertThat(directory.resolve("m.xvad")).doesNotExist();
    }

    @Test
    void aHostThatIsNotThereIsALine() {
        server.stop(0);
        assertThat(fit().err().lines().filter(line -> line.startsWith("xvad: http://127.0.0.1")))
                .singleElement()
                .asString()
                .contains("cannot be reached");
    }
}
