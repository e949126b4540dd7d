package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.engine.Engines;
import io.xvad.detectors.backbone.BackboneSpec;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * ONNX Runtime 1.29 sends telemetry and matches the process's command line against a regular expression whose recursion
 * overflows the stack: a service with a long class path dies without a word. The version we ship must not.
 */
class LongCommandLineTest {

    @Test
    void aNetworkOpensInAProcessWithALongClassPathAndTheDefaultStack() throws Exception {
        String classPath =
                System.getProperty("java.class.path") + (File.pathSeparator + "no-such-library.jar").repeat(2000);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-cp", classPath, Opens.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("opened");
    }

    static final class Opens {

        private Opens() {}

        public static void main(String[] args) {
            Engines.named("onnxruntime")
                    .open(BackboneSpec.packaged().onnx(), List.of("stride8"), 0)
                    .close();
            System.out.println("opened");
        }
    }
}
