/** The convolutional autoencoder of Bergmann et al. 2019. */
@NullMarked
package io.xvad.detectors.autoencoder;

import org.jspecify.annotations.NullMarked;
