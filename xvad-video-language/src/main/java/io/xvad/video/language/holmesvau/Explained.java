package io.xvad.video.language.holmesvau;

/**
 * What a model says of the frames that were chosen.
 *
 * @param description of what happens
 * @param anomalous its judgement
 * @param analysis its reasons
 */
record Explained(String description, boolean anomalous, String analysis) {}
