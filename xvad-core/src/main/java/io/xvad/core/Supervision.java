package io.xvad.core;

/** What a detector can learn from. */
public enum Supervision {
    /** From nothing: it brings what it knows, in words or weights. */
    ZERO_SHOT,
    /** From normal samples. */
    ONE_CLASS,
    /** From normal samples and some labelled anomalies. */
    SEMI_SUPERVISED,
    /** From labels of whole clips that do not say when. */
    WEAKLY_SUPERVISED,
    /** From samples that nobody has looked through, which may hold anomalies. */
    UNSUPERVISED
}
