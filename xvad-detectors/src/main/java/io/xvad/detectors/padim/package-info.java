/** PaDiM (Defard et al., 2021). Read {@link io.xvad.detectors.padim.PaDiM} for its options. */
@NullMarked
package io.xvad.detectors.padim;

import org.jspecify.annotations.NullMarked;
