package io.xvad.cli;

import io.xvad.core.progress.ProgressListener;
import io.xvad.evaluation.benchmark.BenchmarkFigure;
import io.xvad.evaluation.benchmark.BenchmarkListener;
import io.xvad.evaluation.benchmark.BenchmarkRun;
import io.xvad.evaluation.benchmark.RunId;
import io.xvad.evaluation.benchmark.RunMeasurement;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line on standard error for each run, and bars on a terminal. */
final class BenchmarkProgress implements BenchmarkListener {

    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkProgress.class);

    private final Output output;

    BenchmarkProgress(Output output) {
        this.output = output;
    }

    @Override
    public void planned(int runs, int done, long others) {
        output.warn(runs + (runs == 1 ? " run" : " runs") + (done > 0 ? ", " + done + " of them done before" : ""));
        if (others > 0) {
            output.warn("files of other runs (detectors, options, data, seeds or version), which are left alone: "
                    + others);
        }
    }

    @Override
    public void finished(BenchmarkRun run, int place, int runs) {
        output.warn(place + "/" + runs + " " + run.id() + ": "
                + run.measurement().map(BenchmarkProgress::words).orElse("failed: " + run.error()));
    }

    private static String words(RunMeasurement run) {
        return String.format(
                Locale.ROOT,
                "image AUROC %.3f, fit %.1f s",
                run.figure(BenchmarkFigure.IMAGE_AUROC),
                run.figure(BenchmarkFigure.FIT_SECONDS));
    }

    @Override
    public void failed(RunId id, Throwable cause) {
        LOG.debug("{} failed", id, cause);
    }

    @Override
    public ProgressListener progress() {
        return output.progress();
    }
}
