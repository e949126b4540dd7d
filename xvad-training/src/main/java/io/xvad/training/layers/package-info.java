/**
 * Layers of a graph beyond convolutions and linear ones, one class a family. What differs between training and scoring is said by a
 * {@link io.xvad.training.Mode}: a network that has such layers is built twice in one graph, over the same weights.
 */
@NullMarked
package io.xvad.training.layers;

import org.jspecify.annotations.NullMarked;
