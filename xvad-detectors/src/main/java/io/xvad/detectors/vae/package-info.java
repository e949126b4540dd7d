/** The variational autoencoder (Kingma and Welling 2014), for readers of that method: provider and network with its loss. */
@NullMarked
package io.xvad.detectors.vae;

import org.jspecify.annotations.NullMarked;
