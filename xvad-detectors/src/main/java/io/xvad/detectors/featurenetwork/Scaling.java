package io.xvad.detectors.featurenetwork;

/** How features are scaled before they go into a network. */
public enum Scaling {
    /** Each feature is put on mean 0 and standard deviation 1. */
    STANDARD,

    /**
     * Each feature is put on mean 0 and divided by the geometric mean of its standard deviation and that of all features (root
     * mean square): features that vary much stay larger than others, but less so.
     */
    HALFWAY,

    /** As the backbone gives them. */
    NONE
}
