package io.xvad.core;

/** How far a detector's answers can be reproduced. */
public enum Determinism {
    /** The same seed and the same data give the same bits. */
    EXACT,
    /**
     * It asks something that may answer differently each time, such as a language model. The answers are recorded and saved
     * with the model, and a replay of them gives the same detection.
     */
    RECORDED
}
