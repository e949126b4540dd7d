package io.xvad.detectors.gaussian;

import io.xvad.detectors.features.Workers;
import java.util.SplittableRandom;
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

/** PaDiM's Mahalanobis distances at 28 x 28 positions over 100 channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GaussiansBenchmark {

    private static final int POSITIONS = 784;
    private static final int CHANNELS = 100;

    private final float[] rows = values(POSITIONS * CHANNELS);
    private final Workers workers = new Workers(0);
    private final Gaussians gaussians = new Gaussians(
            IntStream.range(0, CHANNELS).toArray(),
            values(POSITIONS * CHANNELS),
            values(POSITIONS * GaussianSums.triangle(CHANNELS)));

    private static float[] values(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1 + 0.01 * random.nextDouble());
        }
        return values;
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }

    /** Times the distances at all positions. */
    @Benchmark
    public float[] mahalanobis() {
        return gaussians.distances(rows, CHANNELS, workers);
    }
}
