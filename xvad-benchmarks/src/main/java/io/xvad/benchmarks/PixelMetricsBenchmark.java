package io.xvad.benchmarks;

import io.xvad.core.AnomalyMap;
import io.xvad.data.map.MapFiles;
import io.xvad.metrics.localisation.BinnedPixelMetrics;
import io.xvad.metrics.localisation.PixelMetrics;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Exact pixel metrics of 100 maps of 512 x 512, in a heap of three times their size, against one primitive sort of as
 * many scores; and the binned ones of 1,000 maps of 1024 x 1024 in 256 MiB. Maps are made, or read from {@code
 * -p directory=DIR} as {@code 0.npy} to {@code 99.npy}, one at a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class PixelMetricsBenchmark {

    private static final int SIDE = 512;
    private static final int MAPS = 100;
    private static final int LARGE = 1024;

    /** The directory from which maps are read; if empty they are made. */
    @Param("")
    public String directory = "";

    private AnomalyMap map(int index, int side) {
        if (!directory.isEmpty()) {
            return MapFiles.read(Path.of(directory, index + ".npy"));
        }
        SplittableRandom random = new SplittableRandom(index);
        boolean[] mask = mask(index, side);
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() + (mask[i] ? 0.5 : 0));
        }
        return AnomalyMap.of(side, side, values);
    }

    /** Every other image has two anomalous squares. */
    private static boolean[] mask(int index, int side) {
        boolean[] mask = new boolean[side * side];
        for (int i = 0; index % 2 == 1 && i < mask.length; i++) {
            int y = i / side;
            int x = i % side;
            mask[i] = y >= 100 && y < 160 && (x >= 50 && x < 120 || x >= 300 && x < 330);
        }
        return mask;
    }

    /** AUROC, average precision, best F1 and AU-PRO of 26 million pixels, with a collector that leaves no gaps in so small a heap. */
    @Benchmark
    @Fork(
            value = 3,
            jvmArgsAppend = {"-Xmx315m", "-XX:+UseSerialGC"})
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public PixelMetrics.Result exact() {
        PixelMetrics metrics = PixelMetrics.withDefaults();
        for (int i = 0; i < MAPS; i++) {
            metrics.add(map(i, SIDE), mask(i, SIDE));
        }
        return metrics.result();
    }

    /** Making or reading the maps alone, to be taken off. */
    @Benchmark
    @Fork(1)
    public double inputAlone() {
        double sum = 0;
        for (int i = 0; i < MAPS; i++) {
            sum += map(i, SIDE).max() + mask(i, SIDE).length;
        }
        return sum;
    }

    /** One primitive sort of as many scores, and making or reading them. */
    @Benchmark
    @Fork(1)
    public float inputAndSort() {
        float[] all = new float[MAPS * SIDE * SIDE];
        for (int i = 0; i < MAPS; i++) {
            System.arraycopy(map(i, SIDE).toArray(), 0, all, i * SIDE * SIDE, SIDE * SIDE);
        }
        Arrays.sort(all);
        return all[all.length / 2];
    }

    /** Binned metrics of a billion pixels in 256 MiB. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx256m")
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public BinnedPixelMetrics.Result binned() {
        BinnedPixelMetrics metrics = BinnedPixelMetrics.withProLimit(PixelMetrics.DEFAULT_PRO_LIMIT);
        for (int i = 0; i < 1000; i++) {
            metrics.add(map(i, LARGE), mask(i, LARGE));
        }
        BinnedPixelMetrics.Result result = metrics.result();
        System.out.println(result);
        return result;
    }
}
