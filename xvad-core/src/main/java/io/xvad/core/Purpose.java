package io.xvad.core;

/** What a detector is meant for: to find defects in use, or to be compared with others; or that nobody could tell here. */
public enum Purpose {
    /** To find anomalies where it matters: measured with its defaults, it beats what must be beaten, or nothing says otherwise. */
    INSPECTION,
    /**
     * To be measured beside others: a yardstick, or a method that is here for study and, with its defaults, does not beat its
     * own untrained network and a Gaussian of each pixel's colour on every data set it was measured on. It may still do well on
     * data of yours; measure it before you rely on it.
     */
    COMPARISON,
    /**
     * To find anomalies, with weights or a language model that the user brings and nobody had here: it computes what its paper says, which is
     * tested on small networks or scripted answers; how good it is, its paper says, and your own measurement.
     */
    UNMEASURED
}
