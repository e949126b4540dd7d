package io.xvad.core;

/**
 * A patch of a normal training image that a detector remembers, and how far something else is from it.
 *
 * @param sampleId id of the training image it came from
 * @param box where it lies in that image, in that image's own pixels
 * @param distance distance in feature space, at least 0
 * @param crop the patch as the detector saw it
 */
public record NormalPatch(String sampleId, Box box, double distance, Image crop) {}
