package io.xvad.benchmarks;

import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Measures the limits of the machine: the rate of multiplying large matrices, and of moving memory, on all cores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitsBenchmark {

    /** Multiplications and additions of {@link #product}. */
    static final double OPERATIONS = 2.0 * 1024 * 1024 * 1024;

    /** Bytes read and written by {@link #copy}. */
    static final double BYTES = 2.0 * 64 * 1024 * 1024 * Float.BYTES;

    private static final int SIDE = 1024;
    private static final int PARTS = 16;
    private static final int PART = 64 * 1024 * 1024 / PARTS;

    private final Tensor left = Tensor.owning(NoiseImages.values(SIDE * SIDE, 1), SIDE, SIDE);
    private final Network network = network();
    private final float[][] from = new float[PARTS][PART];
    private final float[][] to = new float[PARTS][PART];

    /** A product of which only one row leaves. */
    private static Network network() {
        OnnxGraph onnx = new OnnxGraph();
        String left = onnx.input("left", SIDE, SIDE);
        String product = onnx.node("MatMul", left, onnx.constant(NoiseImages.values(SIDE * SIDE, 1), SIDE, SIDE));
        String row = onnx.node("Slice", product, onnx.integers(0), onnx.integers(1), onnx.integers(0));
        onnx.output("row", row, 1, SIDE);
        return Engines.named("onnxruntime").open(onnx.bytes(), List.of("row"), 0);
    }

    /** Two matrices of 1024 rows and columns. */
    @Benchmark
    public Map<String, Tensor> product() {
        return network.run(left);
    }

    /** Copies 256 MiB. */
    @Benchmark
    public float[][] copy() {
        IntStream.range(0, PARTS).parallel().forEach(part -> System.arraycopy(from[part], 0, to[part], 0, PART));
        return to;
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        network.close();
    }
}
