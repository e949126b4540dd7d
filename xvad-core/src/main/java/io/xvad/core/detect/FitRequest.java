package io.xvad.core.detect;

import io.xvad.core.LibraryVersion;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.LearnedFrom;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import java.util.List;

/**
 * Options, seed and listener of a fit.
 *
 * @param options checked values of the detector's options
 * @param seed everything random follows from it
 * @param progress hears how far the work has come
 */
public record FitRequest(Options options, long seed, ProgressListener progress) {

    /** Default options, seed 0, nobody listening. */
    public static FitRequest defaults(Detector detector) {
        return new FitRequest(Options.defaults(detector.options()), 0, ProgressListener.none());
    }

    /** The provenance of what {@code detector} has learned from the samples it read. */
    public Provenance provenance(Detector detector, TrainingRecord read) {
        return provenance(detector, read, List.of());
    }

    /** The provenance of what {@code detector} has learned from the samples it read, with models of others. */
    public Provenance provenance(Detector detector, TrainingRecord read, List<ExternalModel> external) {
        return provenance(detector, read.learnedFrom(), external);
    }

    /** The provenance of what {@code detector} has learned from these samples, with models of others. */
    public Provenance provenance(Detector detector, LearnedFrom learnedFrom, List<ExternalModel> external) {
        return new Provenance(
                detector.name(),
                options.asText(),
                options.preset(),
                seed,
                learnedFrom,
                detector.determinism(),
                external,
                LibraryVersion.current());
    }
}
