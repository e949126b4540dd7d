/**
 * f-AnoGAN (Schlegl et al., 2019), for readers of that method: provider, the three networks with their losses, and how the generator and its
 * critic learn.
 */
@NullMarked
package io.xvad.generative.fanogan;

import org.jspecify.annotations.NullMarked;
