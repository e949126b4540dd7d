package io.xvad.core.progress;

/**
 * What a network lost in an epoch of its training.
 *
 * @param epoch from 1; a detector that trains several networks one after the other begins again for each
 * @param epochs most that are made
 * @param training mean over the training steps of the epoch
 * @param heldOut on normal images held out, after the epoch; NaN if none are
 */
public record EpochLoss(int epoch, int epochs, double training, double heldOut) {}
