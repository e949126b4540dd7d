/** PatchCore (Roth et al., 2022). Read {@link io.xvad.detectors.patchcore.PatchCore} for its options. */
@NullMarked
package io.xvad.detectors.patchcore;

import org.jspecify.annotations.NullMarked;
