package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.padim.PaDiM;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command where ONNX Runtime cannot unpack its library, in a process of its own. */
class UnwritableTemporaryFolderTest {

    private static final int SIDE = 64;
    private static final Pattern SCORE = Pattern.compile("score +([0-9.]+) .*image.png");

    @TempDir
    private Path directory = Path.of("");

    private static Image image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Image.of("image " + seed, 3, SIDE, SIDE, values);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void anotherEngineTakesOverWhichIsSaidOnceAndScoresAreTheSame() throws IOException, InterruptedException {
        Path model = directory.resolve("model.xvad");
        Path file = directory.resolve("image.png");
        ImageWriter.writePng(image(9), file);
        double score = learnt(model, file);
        Process process = detecting(model, file).start();
        assertThat(process.waitFor()).as(err()).isZero();
        Matcher printed = SCORE.matcher(Files.readString(directory.resolve("out.txt")));
        assertThat(printed.find()).isTrue();
        assertThat(Double.parseDouble(printed.group(1))).isCloseTo(score, Percentage.withPercentage(0.1));
        assertThat(err().lines())
                .singleElement()
                .asString()
                .startsWith("WARN: The engine 'onnxruntime' cannot run here, so that 'dl4j' runs networks")
                .contains("java.io.tmpdir, here " + file, "-Donnxruntime.native.path=DIR");
    }

    private static double learnt(Path model, Path file) {
        List<Image> normals = IntStream.range(0, 5)
                .mapToObj(UnwritableTemporaryFolderTest::image)
                .toList();
        try (FittedDetector learnt = Training.of(new PaDiM())
                .with(PaDiM.CHANNELS, 4)
                .with(FeatureOptions.INPUT_SIZE, SIDE)
                .fit(Samples.of(normals))) {
            Models.save(learnt, model);
            return learnt.detect(ImageReader.withDefaults().read(file)).score();
        }
    }

    private ProcessBuilder detecting(Path model, Path file) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + file,
                        "-Dorg.bytedeco.javacpp.platform.extension="
                                + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "detect",
                        "--model",
                        model.toString(),
                        file.toString(),
                        "--out",
                        directory.resolve("out").toString())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile());
    }

    private String err() throws IOException {
        return Files.readString(directory.resolve("err.txt"));
    }
}
