package io.xvad.training;

/** What a network is built for; one that differs is built once for each in one graph, and the weights of a name are the same in both. */
public enum Mode {

    /** Values of the batch, and random ones. */
    TRAINING,

    /** What was learned, and nothing random: for the scores and for losses on images held out. */
    SCORING
}
