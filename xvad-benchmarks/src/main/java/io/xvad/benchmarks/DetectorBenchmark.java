package io.xvad.benchmarks;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times any detector of images in this process. Either a detector that the class path offers, fitted on images of noise
 * ({@code -p detector=NAME}), or a saved model ({@code -p model=FILE}); on an image of noise of 224 x 224 or on a file of
 * yours ({@code -p image=FILE}). Put your detector's jar on the class path and run {@code org.openjdk.jmh.Main
 * DetectorBenchmark -p detector=yours}; {@code -t 16} has 16 threads share one model.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectorBenchmark {

    private static final int BATCH = 8;

    /** Name of a detector. */
    @Param("padim")
    public String detector = "padim";

    /** A model file, instead of a detector. */
    @Param("")
    public String model = "";

    /** An image file, instead of noise. */
    @Param("")
    public String image = "";

    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private Optional<Subject> subject = Optional.empty();

    /** The detector and the image that are timed. */
    private record Subject(FittedDetector fitted, Image image) {}

    /** Loads or fits. */
    @Setup
    public void open() {
        Image scored = image.isEmpty()
                ? NoiseImages.of(99)
                : ImageReader.withDefaults().read(Path.of(image));
        subject = Optional.of(new Subject(model.isEmpty() ? learned() : Models.load(Path.of(model)), scored));
    }

    private FittedDetector learned() {
        return Training.of(Registry.load(Detector.class).get(detector))
                .withoutMeasures()
                .fit(NoiseImages.normals());
    }

    private Subject subject() {
        return subject.orElseThrow();
    }

    /** One image. */
    @Benchmark
    public Detection detect() {
        return subject().fitted().detect(subject().image());
    }

    /** Eight images side by side on all processors; the time is of one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Detection> detectAll() {
        return subject().fitted().detectAll(Collections.nCopies(BATCH, subject().image()), workers);
    }

    /** Frees native memory and threads. */
    @TearDown
    public void close() {
        subject().fitted().close();
        workers.shutdownNow();
    }
}
