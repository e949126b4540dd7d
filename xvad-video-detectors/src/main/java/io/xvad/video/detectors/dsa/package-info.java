/**
 * Patches of a snippet as the nodes of a conditional random field with self-attention (Purwanto, Chen and Fang 2021). Read
 * {@link io.xvad.video.detectors.dsa.Dsa} for its options and {@code DsaNetwork} for its equations.
 */
@NullMarked
package io.xvad.video.detectors.dsa;

import org.jspecify.annotations.NullMarked;
