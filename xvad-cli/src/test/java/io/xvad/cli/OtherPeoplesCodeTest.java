package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and tutorial promise, tried as a stranger would. */
class OtherPeoplesCodeTest {

    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void images() {
        for (int i = 0; i < 6; i++) {
            ImageWriter.writePng(image(i, false), directory.resolve("normal/" + i + ".png"));
        }
        ImageWriter.writePng(image(7, true), directory.resolve("photo.png"));
    }

    private static Image image(int seed, boolean spot) {
        float[] values = new float[32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = spot && i > 500 && i < 520 ? 1 : 0.3f + 0.01f * ((i * 7 + seed) % 5);
        }
        return Image.of("image", 1, 32, 32, values);
    }

    @Test
    void theProgramOfTheReadmeCompilesAndRuns() throws IOException, InterruptedException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        String program = readme.substring(start, readme.indexOf("```", start));
        Path sources = Files.createDirectories(directory.resolve("source"));
        Files.writeString(sources.resolve("Inspect.java"), program);
        String printed = Compiled.from(sources, directory.resolve("classes")).run(directory, "Inspect");
        assertThat(printed).contains("score ");
        assertThat(directory.resolve("m.xvad")).isNotEmptyFile();
    }

    @Test
    void aJarWithADetectorAndAnExplainerIsFoundByName() throws IOException, InterruptedException {
        Path detector = ROOT.resolve("examples/custom-detector/src/main");
        Path explainer = ROOT.resolve("examples/custom-explainer/src/main");
        Path classes = directory.resolve("classes");
        Compiled.from(detector.resolve("java"), classes);
        Compiled.from(explainer.resolve("java"), classes);
        Path jar = directory.resolve("theirs.jar");
        pack(jar, List.of(classes, detector.resolve("resources"), explainer.resolve("resources")));

        Compiled theirs = Compiled.inJar(jar);
        String main = Main.class.getName();
        assertThat(new ObjectMapper()
                        .readTree(theirs.run(directory, main, "list", "explainers", "--json"))
                        .findValuesAsText("name"))
                .contains("peak", "verbal");
        theirs.run(directory, main, "fit", "--detector", "mean-difference", "--data", "normal", "--model", "m.xvad");
        String explained = theirs.run(
                directory, main, "explain", "--model", "m.xvad", "--explainer", "peak", "photo.png", "--out", "out");
        assertThat(explained).contains("photo.png").contains("row");
    }

    private static void pack(Path jar, List<Path> roots) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path root : roots) {
                try (Stream<Path> tree = Files.walk(root)) {
                    for (Path entry : tree.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(
                                new ZipEntry(root.relativize(entry).toString().replace('\\', '/')));
                        Files.copy(entry, out);
                        out.closeEntry();
                    }
                }
            }
        }
    }
}
