package io.xvad.benchmarks;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times the waits of a service besides scores: its start, its model, and reasons. A PatchCore with 2,000 patches, on ONNX Runtime. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class ServiceBenchmark {

    private final Image image = NoiseImages.of(99);
    private final FittedDetector fitted = NoiseImages.patchCore();
    private final Detection detection = fitted.detect(image);
    private Path folder = Path.of("");
    private Path model = folder;
    private Path file = folder;

    /** Writes model and image to files. */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("xvad-service");
        model = folder.resolve("model.xvad");
        file = folder.resolve("image.png");
        Models.save(fitted, model);
        ImageWriter.writePng(image, file);
    }

    /** The model from its file, ready to run. */
    @Benchmark
    public String load() {
        try (FittedDetector loaded = Models.load(model)) {
            return loaded.provenance().detector();
        }
    }

    /** A process from its start to its end: it reads model and image and scores the image, twice. */
    @Benchmark
    public int coldStart() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScoringSpeed.class.getName(),
                        model.toString(),
                        file.toString(),
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException("the process ended with status " + status);
        }
        return status;
    }

    /** Occlusion with its defaults. */
    @Benchmark
    public Explanation occlusion() {
        Explainer explainer = Registry.load(Explainer.class).get("occlusion");
        return explainer.explain(fitted, image, detection, ExplainRequest.of(explainer, Map.of(), 1));
    }

    /** Frees native memory and removes the files. */
    @TearDown
    public void close() throws IOException {
        fitted.close();
        Files.deleteIfExists(model);
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
    }
}
