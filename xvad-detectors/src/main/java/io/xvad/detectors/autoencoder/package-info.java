/**
 * The convolutional autoencoder with structural similarity (Bergmann et al., 2019), for readers of that method: provider,
 * network with its losses, and the map of the similarity.
 */
@NullMarked
package io.xvad.detectors.autoencoder;

import org.jspecify.annotations.NullMarked;
