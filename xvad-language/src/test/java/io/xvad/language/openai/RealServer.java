package io.xvad.language.openai;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The server of {@code tools/language-server}, a process of its own: a small real model that takes images and understands none. */
final class RealServer implements AutoCloseable {

    static final String PYTHON_VARIABLE = "XVAD_LANGUAGE_SERVER";

    private static final String READY = "listening on ";

    private final Process process;
    private final String url;

    private RealServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it, or skips the test where no Python that can is named. */
    static RealServer start(String key) throws IOException {
        String python = System.getenv(PYTHON_VARIABLE);
        assumeTrue(
                python != null && !python.isEmpty(),
                PYTHON_VARIABLE + " names no Python with tools/language-server/requirements.txt");
        Path script = Path.of("..", "tools", "language-server", "serve.py");
        Process process = new ProcessBuilder(python, script.toString(), "--key", key)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroy();
            throw new IOException(script + " did not start: " + line);
        }
        return new RealServer(process, line.substring(READY.length()));
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
