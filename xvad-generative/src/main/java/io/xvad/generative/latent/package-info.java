/**
 * Autoencoders of images into a latent, in which diffusion is cheap: what the methods built on them share. Read {@link
 * io.xvad.generative.latent.KlAutoencoder} for the loss.
 */
@NullMarked
package io.xvad.generative.latent;

import org.jspecify.annotations.NullMarked;
