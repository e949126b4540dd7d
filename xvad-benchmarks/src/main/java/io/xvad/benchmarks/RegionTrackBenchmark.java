package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.stream.TrackedBox;
import io.xvad.metrics.video.RegionTrackMetrics;
import io.xvad.metrics.video.ScoredBox;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** RBDC and TBDC of 10,000 frames with five regions and five detections each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class RegionTrackBenchmark {

    private static final int FRAMES = 10_000;
    private final List<TrackedBox> truth = new ArrayList<>();
    private final List<ScoredBox> found = new ArrayList<>();

    /** Random boxes, half of the detections near a region. */
    public RegionTrackBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < 5; i++) {
                Box box = new Box(random.nextInt(300), random.nextInt(200), 30, 30);
                truth.add(new TrackedBox(frame, frame / 100 * 5 + i, box));
                Box near = new Box(box.x() + random.nextInt(40), box.y(), 30, 30);
                found.add(new ScoredBox(frame, near, random.nextDouble()));
            }
        }
    }

    /** Both figures. */
    @Benchmark
    public RegionTrackMetrics.Result regionsAndTracks() {
        RegionTrackMetrics metrics = RegionTrackMetrics.withDefaults();
        metrics.add(FRAMES, truth, found);
        return metrics.result();
    }
}
