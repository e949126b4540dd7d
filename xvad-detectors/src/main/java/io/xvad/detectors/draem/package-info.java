/**
 * DRAEM (Zavrtanik et al., 2021), for readers of that method: provider, network with its losses, and the textures that make
 * anomalies of normal images.
 */
@NullMarked
package io.xvad.detectors.draem;

import org.jspecify.annotations.NullMarked;
