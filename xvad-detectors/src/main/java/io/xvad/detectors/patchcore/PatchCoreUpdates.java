package io.xvad.detectors.patchcore;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.restoration.NormalImages;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Learns more by selecting a coreset of the memory bank and of new patches, whose covering radius is bounded, and forgets by dropping
 * the patches of a sample. What only a dropped patch covered in other images is not made up for: like patches score higher until such
 * images are learned again. Thread-safe.
 *
 * @param extractor stays with the detector as it was; so does the memory
 */
record PatchCoreUpdates(
        PatchExtractor extractor,
        MemoryBank memory,
        NormalImages normals,
        LearnedSamples learned,
        Options options,
        Provenance provenance)
        implements LearnsMore, Forgets {

    @Override
    public FittedDetector withMore(Samples more, LocalDate date, ProgressListener progress) {
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(more));
        FitRequest request = request(progress);
        MemoryBank all = new MemoryBankFit(extractor, request).more(memory, learned.size(), record.normals());
        NormalImages kept = normals.and(record.normals(), learned.size(), request.seed());
        Change change = new Change(Change.Kind.LEARNED_MORE, date, more.size(), bounded(all));
        return changed(all, kept, learned.and(record.learnedSamples()), change);
    }

    private String bounded(MemoryBank now) {
        OptionalDouble radius = now.coveringRadius();
        return radius.isEmpty()
                ? "covering radius of the memory not known, since samples were forgotten"
                : String.format(
                        Locale.ROOT,
                        "covering radius of the memory at most %.4g, before %.4g",
                        radius.getAsDouble(),
                        memory.coveringRadius().orElse(Double.NaN));
    }

    @Override
    public boolean needsSamples() {
        return false;
    }

    @Override
    public FittedDetector without(
            Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
        LearnedSamples rest = learned.only(forgotten.negate());
        NormalImages kept = normals.without(forgotten);
        MemoryBank left = new MemoryBankFit(extractor, request(progress)).without(memory, forgotten);
        int dropped = memory.features().count() - left.features().count();
        Change change = new Change(Change.Kind.FORGOT, date, learned.size() - rest.size(), withoutThem(dropped));
        return changed(left, kept, rest, change);
    }

    private String withoutThem(int dropped) {
        return dropped == 0
                ? "no remembered patch was theirs: scores as before"
                : String.format(
                        Locale.ROOT,
                        "%d of %d remembered patches dropped; what only these covered in other samples scores higher until it is learned again",
                        dropped,
                        memory.features().count());
    }

    private FitRequest request(ProgressListener progress) {
        return new FitRequest(options, provenance.seed() + provenance.changes().size() + 1, progress);
    }

    private FittedDetector changed(MemoryBank now, NormalImages kept, LearnedSamples samples, Change change) {
        try {
            return new FittedPatchCore(
                    extractor.reopened(options),
                    now,
                    kept,
                    Optional.of(samples),
                    options,
                    provenance.after(change, samples.learnedFrom()));
        } catch (RuntimeException e) {
            now.close();
            throw e;
        }
    }
}
