package io.xvad.core;

/** The kinds of data a detector can learn from. A detector may name several. */
public enum Supervision {
    /** From no samples of the thing it looks at: it brings what it knows, in words or weights. */
    ZERO_SHOT,
    /** From labelled samples of other things. */
    AUXILIARY,
    /** From normal samples. */
    ONE_CLASS,
    /** From normal samples and some labelled anomalies. */
    SEMI_SUPERVISED,
    /** From labels of whole samples that do not say where or when. */
    WEAKLY_SUPERVISED,
    /** From samples that nobody has looked through, which may hold anomalies. */
    UNSUPERVISED;

    /** Whether such a detector learns from {@link TrainingSet#normals}; one that does not may be calibrated on them. */
    public boolean usesNormals() {
        return this == ONE_CLASS || this == SEMI_SUPERVISED || this == WEAKLY_SUPERVISED;
    }

    /** Whether such a detector learns from {@link TrainingSet#labelled}. */
    public boolean usesLabelled() {
        return this == SEMI_SUPERVISED || this == WEAKLY_SUPERVISED;
    }

    /** Whether such a detector learns from {@link TrainingSet#unlabelled}. */
    public boolean usesUnlabelled() {
        return this == UNSUPERVISED;
    }

    /** Whether such a detector learns from {@link TrainingSet#auxiliary}. */
    public boolean usesAuxiliary() {
        return this == AUXILIARY;
    }
}
