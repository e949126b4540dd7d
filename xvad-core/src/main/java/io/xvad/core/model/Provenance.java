package io.xvad.core.model;

import io.xvad.core.Determinism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The origin of a model, in enough detail to make it again.
 *
 * @param detector name of the detector
 * @param options its options as they would be typed, those of a preset among them
 * @param preset name of the preset that was chosen, which may mean something else in another version; empty if none was
 * @param seed seed of the fit
 * @param learnedFrom what it really learned from, held-out samples not counted
 * @param determinism in what sense it gives the same answer again
 * @param external models of others that it relies on, none for most detectors
 * @param libraryVersion version of XVAD that fitted it
 * @param changes what was done to it since, in order
 */
public record Provenance(
        String detector,
        Map<String, String> options,
        Optional<String> preset,
        long seed,
        LearnedFrom learnedFrom,
        Determinism determinism,
        List<ExternalModel> external,
        String libraryVersion,
        List<Change> changes) {

    public Provenance {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        external = List.copyOf(external);
        changes = List.copyOf(changes);
    }

    /** The provenance of a model that is as it was fitted. */
    public Provenance(
            String detector,
            Map<String, String> options,
            Optional<String> preset,
            long seed,
            LearnedFrom learnedFrom,
            Determinism determinism,
            List<ExternalModel> external,
            String libraryVersion) {
        this(detector, options, preset, seed, learnedFrom, determinism, external, libraryVersion, List.of());
    }

    /** The provenance of a model for which no preset was chosen. */
    public Provenance(
            String detector,
            Map<String, String> options,
            long seed,
            LearnedFrom learnedFrom,
            Determinism determinism,
            List<ExternalModel> external,
            String libraryVersion) {
        this(detector, options, Optional.empty(), seed, learnedFrom, determinism, external, libraryVersion);
    }

    /** The provenance of a model that learned from normal samples and relies on nothing else. */
    public Provenance(
            String detector,
            Map<String, String> options,
            long seed,
            int trainingSize,
            String trainingFingerprint,
            String libraryVersion) {
        this(
                detector,
                options,
                seed,
                LearnedFrom.normals(trainingSize, trainingFingerprint),
                Determinism.EXACT,
                List.of(),
                libraryVersion);
    }

    /** Number of normal samples it learned from. */
    public int trainingSize() {
        return learnedFrom.normals();
    }

    /** SHA-256, in hex, of what it learned from. */
    public String trainingFingerprint() {
        return learnedFrom.fingerprint();
    }

    /**
     * The provenance of the model after one more change.
     *
     * @param newLearnedFrom what it has learned from by now
     */
    public Provenance after(Change change, LearnedFrom newLearnedFrom) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new Provenance(
                detector, options, preset, seed, newLearnedFrom, determinism, external, libraryVersion, more);
    }

    /**
     * SHA-256, in hex, of all of the above but the preset, whose values are among the options, and dates of changes: equal for models
     * fitted and changed alike.
     */
    public String fingerprint() {
        Sha256 sha = new Sha256()
                .add(detector)
                .add(options.toString())
                .add(Long.toString(seed))
                .add(Integer.toString(trainingSize()))
                .add(trainingFingerprint())
                .add(libraryVersion);
        if (!learnedFrom.isNormalsOnly()) {
            sha.add(learnedFrom.toString());
        }
        if (determinism != Determinism.EXACT) {
            sha.add(determinism.name());
        }
        external.forEach(model -> sha.add(model.toString()));
        changes.forEach(change -> sha.add(change.kind().name())
                .add(Integer.toString(change.samples()))
                .add(change.effect()));
        return sha.hex();
    }
}
