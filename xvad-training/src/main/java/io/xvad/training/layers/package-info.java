/**
 * Layers of a graph beyond convolutions and linear ones, one class a family. What differs between training and scoring is said by a
 * {@link io.xvad.training.Mode}: a network that has such layers is built twice in one graph, over the same weights.
 *
 * <pre>{@code
 * for (Mode mode : Mode.values()) {
 *     SDVariable seen = new Layers(net, mode).kaiming("first", image, 3, 16, 3, 1, 1);
 *     SDVariable normal = new BatchNormalisation(net, "first-norm", 16).images(seen, mode);
 *     loss(net.graph().nn().relu(normal, 0)).rename(mode == Mode.TRAINING ? "loss" : "held-out-loss");
 * }
 * Optimiser optimiser = new Optimiser(net, name -> WeightRule.of(0.4).by(new Descent.Momentum(0.9, false)), "loss")
 *         .judgedBy("held-out-loss");
 * }</pre>
 */
@NullMarked
package io.xvad.training.layers;

import org.jspecify.annotations.NullMarked;
