package io.xvad.detectors.padim;

import io.xvad.core.Samples;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.Change;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.TrainingImages;
import io.xvad.detectors.gaussian.SummedSamples;
import io.xvad.detectors.restoration.NormalImages;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * Learns more and forgets by the sums of the features: exact but for rounding, since a Gaussian is a function of them. Thread-safe.
 *
 * @param extractor stays with the detector as it was
 */
record PaDiMUpdates(
        PatchExtractor extractor, SummedSamples summed, NormalImages normals, Options options, Provenance provenance)
        implements LearnsMore, Forgets {

    @Override
    public FittedDetector withMore(Samples more, LocalDate date, ProgressListener progress) {
        SummedSamples all = summed.with(more, rows(progress));
        long seed = provenance.seed() + provenance.changes().size() + 1;
        NormalImages kept = normals.and(more, summed.samples().size(), seed);
        return changed(all, kept, new Change(Change.Kind.LEARNED_MORE, date, more.size(), Change.EXACT), progress);
    }

    @Override
    public boolean needsSamples() {
        return true;
    }

    @Override
    public FittedDetector without(
            Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
        NormalImages kept = normals.without(forgotten);
        SummedSamples rest = summed.without(forgotten, again, rows(progress));
        int gone = summed.samples().size() - rest.samples().size();
        return changed(rest, kept, new Change(Change.Kind.FORGOT, date, gone, Change.EXACT), progress);
    }

    private SummedSamples.Rows rows(ProgressListener progress) {
        return (samples, each) ->
                TrainingImages.visit(samples, extractor, progress, (index, image, rows) -> each.accept(rows));
    }

    private FittedDetector changed(SummedSamples now, NormalImages kept, Change change, ProgressListener progress) {
        Provenance after = provenance.after(change, now.samples().learnedFrom());
        PatchExtractor own = extractor.reopened(options);
        try {
            return PaDiM.fitted(own, now, kept, options, after, progress);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }
}
