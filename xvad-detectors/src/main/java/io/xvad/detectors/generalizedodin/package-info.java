/** Generalized ODIN (Hsu et al. 2020) on a pretext task. */
@NullMarked
package io.xvad.detectors.generalizedodin;

import org.jspecify.annotations.NullMarked;
