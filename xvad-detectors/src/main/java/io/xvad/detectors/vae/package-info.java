/** The variational autoencoder (Kingma and Welling 2014; An and Cho 2015). */
@NullMarked
package io.xvad.detectors.vae;

import org.jspecify.annotations.NullMarked;
