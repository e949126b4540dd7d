package io.xvad.benchmarks;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.MapPainter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times the work on an image of 1024 x 1024 before and after the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ImageBenchmark {

    /** Rows and columns of the image. */
    static final int LARGE = 1024;

    private static final int GRID = 28;

    private final Image image = Image.of("noise", 3, LARGE, LARGE, NoiseImages.values(3 * LARGE * LARGE, 1));
    private final Backbone backbone = Backbone.open(BackboneSpec.packaged(), List.of("stride8"), "onnxruntime", 0);
    private final MapPainter painter = new MapPainter(NoiseImages.SIDE, 4);
    private final float[] distances = NoiseImages.values(GRID * GRID, 2);

    /** Resized with antialiasing to what the network takes, and normalised. */
    @Benchmark
    public Tensor preprocess() {
        return backbone.input(List.of(image));
    }

    /** A map of 28 x 28, smoothed, at the size of the image. */
    @Benchmark
    public AnomalyMap paint() {
        return painter.paint(distances, GRID, LARGE, LARGE);
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        backbone.close();
    }
}
