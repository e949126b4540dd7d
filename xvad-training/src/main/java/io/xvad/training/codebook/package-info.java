/**
 * Vector quantisation (van den Oord, Vinyals and Kavukcuoglu 2017, "Neural Discrete Representation Learning", NeurIPS): features give way to
 * the nearest of some codes, which follow the features they stand for.
 */
@NullMarked
package io.xvad.training.codebook;

import org.jspecify.annotations.NullMarked;
