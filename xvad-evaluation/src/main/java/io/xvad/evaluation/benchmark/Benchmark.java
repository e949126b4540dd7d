package io.xvad.evaluation.benchmark;

import io.xvad.core.progress.Cancellation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

/**
 * Measures detectors on data sets, with several seeds: how good they are, with intervals and beside what they must beat, and what they
 * cost. Each run is kept in a file as soon as it is done; measured again with the same plan, a benchmark goes on where it was stopped.
 *
 * <pre>{@code
 * BenchmarkPlan plan = BenchmarkPlan.of(
 *                 List.of(BenchmarkDetector.of(new PatchCore()), BenchmarkDetector.of(new Padim())),
 *                 List.of(BenchmarkData.open(Path.of("screw")), BenchmarkData.open(Path.of("tile"))))
 *         .withSeeds(List.of(0L, 1L, 2L))
 *         .withYardsticks(Registry.load(Detector.class));
 * BenchmarkResult result = new Benchmark(plan, Path.of("out/runs")).run(Runnable::run, BenchmarkListener.none());
 * System.out.println(BenchmarkText.of(result));
 * }</pre>
 *
 * Runs follow one another, so that their times do not disturb each other.
 */
public final class Benchmark {

    private final BenchmarkPlan plan;
    private final RunFiles files;

    /**
     * A benchmark.
     *
     * @param runs directory of the files of runs; made when the first is done
     */
    public Benchmark(BenchmarkPlan plan, Path runs) {
        this.plan = plan;
        this.files = new RunFiles(runs);
    }

    /**
     * Does the runs that are not done yet. One that ends by an exception, or for want of memory, is in the result with the reason and is
     * tried again next time; the others go on.
     *
     * @param executor runs the parts of a batch of eight images side by side; must not be the one whose thread calls this
     * @throws io.xvad.core.XvadDataException if the file of a run is broken or cannot be written
     * @throws CancellationException if the thread is interrupted; the runs that are done are kept
     */
    public BenchmarkResult run(Executor executor, BenchmarkListener listener) {
        List<PlannedRun> planned = plan.runs();
        List<RunId> ids = planned.stream().map(PlannedRun::id).toList();
        Map<RunId, BenchmarkRun> kept = kept(ids);
        listener.planned(ids.size(), kept.size(), files.others(ids));
        Measuring measuring = new Measuring(plan, executor, listener.progress());
        List<BenchmarkRun> runs = new ArrayList<>();
        int place = kept.size();
        for (PlannedRun next : planned) {
            BenchmarkRun before = kept.get(next.id());
            if (before == null) {
                BenchmarkRun run = attempt(measuring, next, listener);
                runs.add(run);
                listener.finished(run, ++place, ids.size());
            } else {
                runs.add(before);
            }
        }
        return new BenchmarkResult(plan, runs, kept.size());
    }

    private Map<RunId, BenchmarkRun> kept(List<RunId> ids) {
        Map<RunId, BenchmarkRun> kept = new HashMap<>();
        ids.forEach(id -> files.read(id).ifPresent(found -> kept.put(id, BenchmarkRun.measured(id, found))));
        return kept;
    }

    private BenchmarkRun attempt(Measuring measuring, PlannedRun next, BenchmarkListener listener) {
        Cancellation.check();
        RunMeasurement measurement;
        try {
            measurement = measuring.of(next);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            listener.failed(next.id(), e);
            return BenchmarkRun.failed(next.id(), e);
        }
        files.write(next.id(), measurement);
        return BenchmarkRun.measured(next.id(), measurement);
    }
}
