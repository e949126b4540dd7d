/** Deep SVDD (Ruff et al., 2018), for readers of that method: provider and network with its objectives. */
@NullMarked
package io.xvad.detectors.deepsvdd;

import org.jspecify.annotations.NullMarked;
