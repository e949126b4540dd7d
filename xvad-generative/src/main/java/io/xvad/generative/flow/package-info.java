/**
 * Normalising flows on features: what the methods built on them share. Read {@link io.xvad.generative.flow.Flow} for the steps and {@link
 * io.xvad.generative.flow.Latent} for the likelihood.
 */
@NullMarked
package io.xvad.generative.flow;

import org.jspecify.annotations.NullMarked;
