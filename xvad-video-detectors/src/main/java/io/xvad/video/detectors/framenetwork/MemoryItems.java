package io.xvad.video.detectors.framenetwork;

/**
 * The items of a network's memory, codebook or set of clusters. At each place of a grid of an eighth of the frame's side one of
 * them is nearest to the feature.
 *
 * @param name what one of them is called in explanations, kebab-case
 * @param count how many there are
 * @param nearest name of the output with the index of the nearest item, shape (N * places)
 * @param distances name of the output with the distance from it, shape (N * places)
 */
public record MemoryItems(String name, int count, String nearest, String distances) {}
