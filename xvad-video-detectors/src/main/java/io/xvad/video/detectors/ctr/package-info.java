/**
 * Causal temporal relations with a causal classifier (Wu and Liu 2021). Read {@link io.xvad.video.detectors.ctr.Ctr} for its options and
 * {@code CtrNetwork} for its equations.
 */
@NullMarked
package io.xvad.video.detectors.ctr;

import org.jspecify.annotations.NullMarked;
