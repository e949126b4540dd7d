/**
 * Networks that learn, written in SameDiff. Start with {@link io.xvad.training.Trainable}, a graph and its weights, and
 * {@link io.xvad.training.Layers}; an {@link io.xvad.training.Optimiser} makes steps, a
 * {@link io.xvad.training.BatchLearner} passes over examples, and a {@link io.xvad.training.TrainingLoop} ends the training
 * and keeps checkpoints. Detectors that only score never load this package.
 */
@NullMarked
package io.xvad.training;

import org.jspecify.annotations.NullMarked;
