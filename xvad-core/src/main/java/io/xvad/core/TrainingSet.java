package io.xvad.core;

import java.util.List;

/**
 * The data a detector may learn from; it reads what it can use and leaves the rest. All parts are read when asked for.
 * Immutable; as thread-safe as its parts.
 */
public final class TrainingSet {

    private static final Samples NONE = Samples.of(List.of());

    private final Samples normals;
    private final LabelledSamples labelled;
    private final Samples unlabelled;
    private final LabelledSamples auxiliary;

    private TrainingSet(Samples normals, LabelledSamples labelled, Samples unlabelled, LabelledSamples auxiliary) {
        this.normals = normals;
        this.labelled = labelled;
        this.unlabelled = unlabelled;
        this.auxiliary = auxiliary;
    }

    /** Nothing, for detectors that need no training. */
    public static TrainingSet empty() {
        return normals(NONE);
    }

    /** Normal samples only: the common case. */
    public static TrainingSet normals(Samples normals) {
        return new TrainingSet(normals, LabelledSamples.none(), NONE, LabelledSamples.none());
    }

    /** A copy with other normal samples. */
    public TrainingSet withNormals(Samples newNormals) {
        return new TrainingSet(newNormals, labelled, unlabelled, auxiliary);
    }

    /** A copy with labelled samples of the same things: anomalies, with masks and kinds where known. */
    public TrainingSet withLabelled(LabelledSamples newLabelled) {
        return new TrainingSet(normals, newLabelled, unlabelled, auxiliary);
    }

    /** A copy with samples of which nobody knows whether they are normal. */
    public TrainingSet withUnlabelled(Samples newUnlabelled) {
        return new TrainingSet(normals, labelled, newUnlabelled, auxiliary);
    }

    /** A copy with labelled samples of other things, as prompt learning uses them. */
    public TrainingSet withAuxiliary(LabelledSamples newAuxiliary) {
        return new TrainingSet(normals, labelled, unlabelled, newAuxiliary);
    }

    /** Normal samples; may be empty. */
    public Samples normals() {
        return normals;
    }

    /** Labelled samples of the same things; may be empty. */
    public LabelledSamples labelled() {
        return labelled;
    }

    /** Samples that may hold anomalies; may be empty. */
    public Samples unlabelled() {
        return unlabelled;
    }

    /** Labelled samples of other things; may be empty. */
    public LabelledSamples auxiliary() {
        return auxiliary;
    }
}
