/** Gradient attention of a variational autoencoder (Liu et al. 2020). */
@NullMarked
package io.xvad.detectors.vaeattention;

import org.jspecify.annotations.NullMarked;
