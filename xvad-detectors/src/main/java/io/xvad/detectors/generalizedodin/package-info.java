/** Generalized ODIN (Hsu et al., 2020), for readers of that method: provider and network with its decomposed confidence. */
@NullMarked
package io.xvad.detectors.generalizedodin;

import org.jspecify.annotations.NullMarked;
