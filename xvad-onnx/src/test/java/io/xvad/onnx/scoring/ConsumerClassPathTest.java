package io.xvad.onnx.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.LibraryVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service that scores images names xvad-detectors and xvad-onnx in its pom, and excludes nothing. */
class ConsumerClassPathTest {

    private static final long MEGABYTE = 1_000_000;
    private static final String HEAVY =
            ".*(nd4j|deeplearning4j|javacpp|openblas|bytedeco|datavec|protobuf|opencv|ffmpeg|xvad-training).*";

    private static List<Path> classPath = List.of();

    @BeforeAll
    static void resolve() throws DependencyResolutionException {
        classPath = new PublishedPoms(Path.of("").toAbsolutePath().getParent(), LibraryVersion.current())
                .classPath("xvad-detectors", "xvad-onnx");
    }

    @Test
    void hasWhatItNeedsAndNothingOfTraining() {
        assertThat(names()).anyMatch(name -> name.startsWith("onnxruntime-")).noneMatch(name -> name.matches(HEAVY));
        assertThat(classPath.stream().map(Path::toString))
                .anyMatch(path -> path.contains("xvad-detectors"))
                .anyMatch(path -> path.contains("xvad-onnx"))
                .noneMatch(path -> path.contains("xvad-training"));
    }

    private static List<String> names() {
        return classPath.stream().map(path -> path.getFileName().toString()).toList();
    }

    @Test
    void isSmall() {
        long total = classPath.stream().mapToLong(ConsumerClassPathTest::size).sum();
        assertThat(total).as("%s", classPath).isBetween(20 * MEGABYTE, 55 * MEGABYTE);
    }

    private static long size(Path entry) {
        try (Stream<Path> files = Files.walk(entry)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
