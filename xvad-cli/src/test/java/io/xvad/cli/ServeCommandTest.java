package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code xvad serve} as a process of its own. */
@Timeout(120)
class ServeCommandTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path directory = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void fit() {
        Gray.squares(directory.resolve("normals"), 20);
        model = directory.resolve("squares.xvad");
        Outcome fitted =
                run("fit", "--detector", "pixel-gaussian", "--data", directory.resolve("normals"), "--model", model);
        assertThat(fitted.code()).as(fitted.err()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itServesUntilItIsAskedToEndAndKeepsTheStateOfDrift() throws IOException, InterruptedException {
        Path token = Files.writeString(directory.resolve("token"), "a-secret-of-some-length");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.xvad.cli.Main",
                        "serve",
                        "--model",
                        "gray=" + model,
                        "--port",
                        "0",
                        "--token-file",
                        token.toString(),
                        "--drift",
                        directory.resolve("states").toString()))
                .redirectError(directory.resolve("err").toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = String.valueOf(out.readLine());
            assertThat(line)
                    .as(Files.readString(directory.resolve("err")))
                    .matches("serving gray at http://127\\.0\\.0\\.1:\\d+");
            HttpResponse<String> answer = post(line.substring(line.indexOf("http")), token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"model\":\"gray\"").contains("\"score\":");

            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
            assertThat(Files.readString(directory.resolve("err"))).isEmpty();
            assertThat(Files.readString(directory.resolve("states/gray.drift.json")))
                    .contains("\"images\":1,");
        } finally {
            process.destroyForcibly();
        }
    }

    private HttpResponse<String> post(String address, Path token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/v1/models/gray/detections"))
                .header("Authorization", "Bearer " + Files.readString(token))
                .POST(BodyPublishers.ofFile(directory.resolve("normals").resolve("3.png")))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void whatCannotBeServedIsSaidInALine() throws IOException {
        Outcome missing = run("serve", "--model", directory.resolve("none.xvad"), "--port", 0);
        assertThat(missing.code()).isEqualTo(Main.FAILED);
        assertThat(missing.err()).contains("none.xvad: no such model file");
        Outcome twice = run("serve", "--model", model, model, "--port", 0);
        assertThat(twice.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(twice.err()).contains("two models would be served as 'squares'");
        Outcome port = run("serve", "--model", model, "--port", 70_000);
        assertThat(port.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(port.err()).contains("port must be from 0 to 65535");
        Outcome size = run("serve", "--model", model, "--max-size", "3t");
        assertThat(size.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(size.err()).contains("'3t' is no size such as 500k or 64m");
        Path token = Files.writeString(directory.resolve("token"), "short");
        Outcome secret = run("serve", "--model", model, "--token-file", token);
        assertThat(secret.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(secret.err())
                .contains("at least 16 visible ASCII characters")
                .doesNotContain("short");
    }
}
