/** Latent space autoregression (Abati et al., 2019): a window is anomalous if its code is badly decoded or improbable. */
@NullMarked
package io.xvad.video.detectors.lsa;

import org.jspecify.annotations.NullMarked;
