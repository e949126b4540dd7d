package io.xvad.core;

/** Whether a detector is meant to find defects in use, or to be compared with others. */
public enum Purpose {
    /** To find anomalies where it matters: measured with its defaults, it beats what must be beaten, or nothing says otherwise. */
    INSPECTION,
    /**
     * To be measured beside others: a yardstick, or a method that is here for study and, with its defaults, does not beat its
     * own untrained network and a Gaussian of each pixel's colour on every data set it was measured on. It may still do well on
     * data of yours; measure it before you rely on it.
     */
    COMPARISON
}
