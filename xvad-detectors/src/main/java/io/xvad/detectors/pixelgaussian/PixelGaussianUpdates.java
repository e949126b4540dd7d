package io.xvad.detectors.pixelgaussian;

import io.xvad.core.Samples;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.Change;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.gaussian.SummedSamples;
import java.time.LocalDate;
import java.util.function.Predicate;

/** Learns more and forgets by the sums of the colours: exact but for rounding. Thread-safe. */
record PixelGaussianUpdates(SummedSamples summed, Options options, Provenance provenance)
        implements LearnsMore, Forgets {

    @Override
    public FittedDetector withMore(Samples more, LocalDate date, ProgressListener progress) {
        SummedSamples all = summed.with(more, rows(progress));
        return changed(all, new Change(Change.Kind.LEARNED_MORE, date, more.size(), Change.EXACT), progress);
    }

    @Override
    public boolean needsSamples() {
        return true;
    }

    @Override
    public FittedDetector without(
            Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
        SummedSamples rest = summed.without(forgotten, again, rows(progress));
        int gone = summed.samples().size() - rest.samples().size();
        return changed(rest, new Change(Change.Kind.FORGOT, date, gone, Change.EXACT), progress);
    }

    private SummedSamples.Rows rows(ProgressListener progress) {
        int size = options.get(PixelGaussian.INPUT_SIZE);
        return (samples, each) -> PixelRows.each(samples, size, progress, each);
    }

    private FittedDetector changed(SummedSamples now, Change change, ProgressListener progress) {
        Provenance after = provenance.after(change, now.samples().learnedFrom());
        return PixelGaussian.fitted(now, options, after, progress);
    }
}
