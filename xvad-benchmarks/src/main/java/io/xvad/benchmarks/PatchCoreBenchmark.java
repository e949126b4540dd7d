package io.xvad.benchmarks;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.BackboneSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** PatchCore on one 224 x 224 image with 2,000 remembered patches, against the bare backbone, on ONNX Runtime. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PatchCoreBenchmark {

    private static final int BATCH = 8;

    private final Image image = NoiseImages.of(99);
    private final Tensor input =
            Tensor.of(new float[3 * NoiseImages.SIDE * NoiseImages.SIDE], 1, 3, NoiseImages.SIDE, NoiseImages.SIDE);
    private final Network backbone =
            Engines.named("onnxruntime").open(BackboneSpec.packaged().onnx(), List.of("stride8", "stride16"), 0);
    private final FittedDetector fitted = NoiseImages.patchCore();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /** Says what is compared. */
    @Setup
    public void describe() {
        System.out.println(fitted.provenance());
    }

    /** The network alone. */
    @Benchmark
    public Map<String, Tensor> bareBackbone() {
        return backbone.run(input);
    }

    /** Everything from image to decision. */
    @Benchmark
    public Detection detect() {
        return fitted.detect(image);
    }

    /** Eight images side by side on all processors. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Detection> detectAll() {
        return fitted.detectAll(Collections.nCopies(BATCH, image), workers);
    }

    /** Frees native memory and threads. */
    @TearDown
    public void close() {
        backbone.close();
        fitted.close();
        workers.shutdownNow();
    }
}
