/**
 * Gradient attention of a variational autoencoder (Liu et al., 2020), for readers of that method: provider, network with what
 * attention follows back, attention, and the critic of its FactorVAE.
 */
@NullMarked
package io.xvad.detectors.vaeattention;

import org.jspecify.annotations.NullMarked;
