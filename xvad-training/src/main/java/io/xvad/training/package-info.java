/** Training of networks written in SameDiff: weights, optimiser, loop with early stopping, checkpoints. */
@NullMarked
package io.xvad.training;

import org.jspecify.annotations.NullMarked;
