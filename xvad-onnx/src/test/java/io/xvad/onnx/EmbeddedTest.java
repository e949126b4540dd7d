package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Engines;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.vae.Vae;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program that XVAD is a part of notices of it: on its standard output and in its temporary folder. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedTest {

    private static final int SIDE = 64;
    private static final Predicate<String> SCORING =
            entry -> !entry.matches(".*(nd4j|deeplearning4j|xvad-training|logback).*");

    @TempDir
    private Path directory = Path.of("");

    private static Samples images() {
        return Samples.of(IntStream.range(0, 5).mapToObj(EmbeddedTest::image).toList());
    }

    private static Image image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Image.of("image " + seed, 3, SIDE, SIDE, values);
    }

    private record Ended(String out, String err) {}

    private Ended run(Predicate<String> kept, Path temporary, Class<?> program)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dorg.bytedeco.javacpp.platform.extension="
                        + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(kept)
                        .collect(Collectors.joining(File.pathSeparator)),
                program.getName());
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        Ended ended = new Ended(Files.readString(out), Files.readString(err));
        assertThat(code).as(ended.toString()).isZero();
        return ended;
    }

    /** On Windows a library that is in use cannot be deleted. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void learningAndScoringPrintNothingAndLeaveNothingInTheTemporaryFolder() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        assertThat(run(entry -> !entry.contains("logback"), temporary, Learns.class)
                        .out())
                .isEqualTo("learned" + System.lineSeparator());
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    static final class Learns {

        private Learns() {}

        public static void main(String[] arguments) {
            try (FittedDetector vae = Training.of(new Vae())
                    .with(ImageOptions.SIZE, SIDE)
                    .with(Vae.EPOCHS, 1)
                    .fit(images())) {
                Models.load(Models.toBytes(vae)).close();
                if (Double.isFinite(vae.detect(image(1)).score())) {
                    System.out.println("learned");
                }
            }
        }
    }

    /** Also when it is asked again, after the classes of ONNX Runtime have failed. */
    @Test
    void withoutAnotherEngineOneLineSaysWhatToSet() throws IOException, InterruptedException {
        Path file = notAFolder();
        assertThat(run(SCORING, file, Fails.class).out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("ONNX Runtime cannot be loaded (")
                        && line.contains("java.io.tmpdir, here " + file)
                        && line.contains("-Donnxruntime.native.path=DIR"));
    }

    static final class Fails {

        private Fails() {}

        public static void main(String[] arguments) {
            for (String engine : List.of(Engines.AUTO, "onnxruntime")) {
                try {
                    Engines.named(engine);
                } catch (XvadUnavailableException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private Path notAFolder() throws IOException {
        return Files.writeString(directory.resolve("file"), "no folder");
    }
}
