package io.xvad.core;

/** The decision of a calibrated detector about a sample. */
public enum Decision {
    /** The score lies within what held-out normal samples show. */
    NORMAL,
    /** The score lies beyond the threshold. */
    ANOMALOUS,
    /** The detector has not been calibrated, so no threshold stands behind its score. */
    UNDECIDED
}
