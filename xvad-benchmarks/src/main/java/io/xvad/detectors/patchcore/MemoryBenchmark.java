package io.xvad.detectors.patchcore;

import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.Workers;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** PatchCore's two expensive steps on random rows: nearest neighbours, and the choice of what is remembered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public class MemoryBenchmark {

    private static final int DIMENSION = 384;
    private static final int PROJECTED = 128;

    private final float[] queries = random(784 * DIMENSION);
    private final float[] rows = random(10_000 * DIMENSION);
    private NearestRows memory = searched("java");
    private final GreedyCoreset coreset = new GreedyCoreset(random(78_400 * PROJECTED), PROJECTED);

    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** The engine that finds neighbours. */
    @Param({"onnxruntime", "java"})
    public String by = "java";

    private NearestRows searched(String by) {
        Optional<InferenceEngine> engine = by.equals("java") ? Optional.empty() : Engines.ofAnyNetwork(by);
        return new NearestRows(rows, DIMENSION, NeighbourSearch.of(rows, DIMENSION, engine, 0));
    }

    /** Opens what finds them. */
    @Setup
    public void open() {
        memory = searched(by);
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        memory.close();
    }

    /** The nearest of 10,000 rows of 384 values, for 784 queries. */
    @Benchmark
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public float[] nearest() {
        return memory.search(queries, 1).distances();
    }

    /** 2,000 of 78,400 rows of 128 values. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 2)
    public int[] coreset() {
        try (Workers workers = new Workers(0)) {
            return coreset.select(2000, 0, workers, ProgressListener.none());
        }
    }
}
