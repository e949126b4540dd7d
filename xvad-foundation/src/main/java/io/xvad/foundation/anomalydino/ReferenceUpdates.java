package io.xvad.foundation.anomalydino;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.model.FoundationModel;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Adds references and takes them away. All that are added are remembered, beyond the number that option {@code references} drew. Exact,
 * since every patch of a reference is remembered. Thread-safe.
 *
 * @param network stays with the detector as it was; so does the memory
 */
record ReferenceUpdates(
        FoundationModel weights,
        PatchNetwork network,
        PatchMemory memory,
        LearnedSamples learned,
        Options options,
        Provenance provenance)
        implements LearnsMore, Forgets {

    @Override
    public FittedDetector withMore(Samples normals, LocalDate date, ProgressListener progress) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("learning more needs at least one normal image, got none");
        }
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(normals));
        try (PatchMemory more = PatchMemory.of(record.normals(), memory.turns(), network, options)) {
            Change change = new Change(Change.Kind.LEARNED_MORE, date, normals.size(), Change.EXACT);
            return changed(memory.and(more, options), learned.and(record.learnedSamples()), change);
        }
    }

    @Override
    public boolean needsSamples() {
        return false;
    }

    @Override
    public FittedDetector without(
            Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
        LearnedSamples rest = learned.only(forgotten.negate());
        Change change = new Change(Change.Kind.FORGOT, date, learned.size() - rest.size(), Change.EXACT);
        return changed(memory.without(forgotten, options), rest, change);
    }

    private FittedDetector changed(PatchMemory now, LearnedSamples samples, Change change) {
        return Opening.of(opening -> {
            PatchMemory kept = opening.keep(now, PatchMemory::close);
            PatchNetwork own = opening.keep(new AnomalyDino().network(weights, options), PatchNetwork::close);
            Provenance after = provenance.after(change, samples.learnedFrom());
            return AnomalyDino.fitted(weights, own, kept, Optional.of(samples), options, after);
        });
    }
}
