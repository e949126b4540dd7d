package io.xvad.evaluation.benchmark;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How long a detector takes for an image that is in memory.
 *
 * @param oneMillis median time of one image, alone
 * @param batchMillis median time of eight images that are given together, by image
 */
record DetectTimes(double oneMillis, double batchMillis) {

    private static final int BATCH = 8;
    private static final int FEWEST = 3;
    private static final int MOST = 25;
    private static final long ENOUGH_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Measures, after as much time to warm up.
     *
     * @param images at least one; taken in turn
     * @param executor runs the parts of a batch side by side
     */
    static DetectTimes of(FittedDetector fitted, List<Sample> images, Executor executor) {
        List<Sample> batch = IntStream.range(0, BATCH)
                .mapToObj(i -> images.get(i % images.size()))
                .toList();
        TimedWork one = turn -> fitted.detect(images.get(turn % images.size())).score();
        TimedWork all = turn -> fitted.detectAll(batch, executor).size();
        return new DetectTimes(median(one), median(all) / BATCH);
    }

    /** Gives something that depends on all of the work. */
    @FunctionalInterface
    private interface TimedWork {
        double done(int turn);
    }

    private static double median(TimedWork work) {
        repeat(work);
        return new Median().evaluate(repeat(work)) / NANOS_PER_MILLI;
    }

    private static double[] repeat(TimedWork work) {
        double[] nanos = new double[MOST];
        long begun = System.nanoTime();
        int turn = 0;
        while (turn < MOST && (turn < FEWEST || System.nanoTime() - begun < ENOUGH_NANOS)) {
            Cancellation.check();
            long start = System.nanoTime();
            double found = work.done(turn);
            nanos[turn++] = Double.isNaN(found) ? Double.NaN : System.nanoTime() - start;
        }
        return Arrays.copyOf(nanos, turn);
    }
}
