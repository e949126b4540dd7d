package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.BackboneSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime frees its environment in a shutdown hook, whatever still runs. */
class ShutdownTest {

    private static final int SIDE = 224;
    private static final int THREADS = 16;
    private static final int TERMINATED = 128 + 15;
    private static final String SCORING = "scoring";

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aProcessThatIsToldToStopWhileThreadsScoreStops() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Scoring.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> before = new ArrayList<>();
            String line = output.readLine();
            while (line != null && !line.equals(SCORING)) {
                before.add(line);
                line = output.readLine();
            }
            assertThat(line).as(String.join("\n", before)).isEqualTo(SCORING);
            process.toHandle().destroy();
            String rest = output.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor()).as(rest).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Scores until it is stopped, and while it stops: a hook of its own keeps the JVM from ending at once. */
    static final class Scoring {

        private Scoring() {}

        public static void main(String[] arguments) throws InterruptedException {
            Network network =
                    new OnnxRuntimeEngine().open(BackboneSpec.packaged().onnx(), List.of("stride16"), 0);
            Tensor image = Tensor.of(new float[3 * SIDE * SIDE], 1, 3, SIDE, SIDE);
            CountDownLatch running = new CountDownLatch(THREADS);
            for (int i = 0; i < THREADS; i++) {
                new Thread(() -> {
                            for (int run = 0; !Thread.interrupted(); run++) {
                                network.run(image);
                                if (run == 0) {
                                    running.countDown();
                                }
                            }
                        })
                        .start();
            }
            running.await();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> network.run(image)));
            System.out.println(SCORING);
        }
    }
}
