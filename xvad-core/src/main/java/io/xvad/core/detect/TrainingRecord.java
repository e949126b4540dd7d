package io.xvad.core.detect;

import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.model.LearnedFrom;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.Sha256;

/**
 * A training set that notes what is read from it, so that a model says what it really learned from. A detector reads
 * through it everything it learns from, and nothing else. Samples that are read several times count once. Thread-safe.
 *
 * <pre>{@code
 * TrainingRecord record = TrainingRecord.of(data);
 * learn(record.normals());
 * Provenance provenance = request.provenance(this, record);
 * }</pre>
 */
public final class TrainingRecord {

    private final SamplesRead normals;
    private final LabelledSamplesRead labelled;
    private final SamplesRead unlabelled;
    private final LabelledSamplesRead auxiliary;

    private TrainingRecord(TrainingSet data) {
        this.normals = new SamplesRead(data.normals());
        this.labelled = new LabelledSamplesRead(data.labelled());
        this.unlabelled = new SamplesRead(data.unlabelled());
        this.auxiliary = new LabelledSamplesRead(data.auxiliary());
    }

    /** A record of which nothing has been read yet. */
    public static TrainingRecord of(TrainingSet data) {
        return new TrainingRecord(data);
    }

    /** The normal samples; reading one is noted. */
    public Samples normals() {
        return normals;
    }

    /** The labelled samples; reading one is noted. */
    public LabelledSamples labelled() {
        return labelled;
    }

    /** The samples that may hold anomalies; reading one is noted. */
    public Samples unlabelled() {
        return unlabelled;
    }

    /** The labelled samples of other things; reading one is noted. */
    public LabelledSamples auxiliary() {
        return auxiliary;
    }

    /**
     * How much was read, and its fingerprint. Where only normal samples were read, that is the SHA-256 of their ids and
     * pixels in their order in the training set; else also of those of the other parts, with their labels.
     */
    public LearnedFrom learnedFrom() {
        int others = labelled.count() + unlabelled.count() + auxiliary.count();
        String fingerprint = others == 0 ? normals.hex() : ofAllParts();
        return new LearnedFrom(normals.count(), labelled.count(), unlabelled.count(), auxiliary.count(), fingerprint);
    }

    /** The normal samples that were read, in their order in the training set. */
    public LearnedSamples learnedSamples() {
        return normals.learned();
    }

    private String ofAllParts() {
        return new Sha256()
                .add(normals.hex())
                .add(labelled.hex())
                .add(unlabelled.hex())
                .add(auxiliary.hex())
                .hex();
    }
}
