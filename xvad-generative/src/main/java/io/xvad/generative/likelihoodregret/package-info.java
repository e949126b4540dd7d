/**
 * Likelihood regret (Xiao et al., 2020): how much likelier an image becomes to a variational autoencoder once its posterior is made for that image
 * alone. Read {@link io.xvad.generative.likelihoodregret.LikelihoodRegret} for its options, {@code RegretNetwork} for the autoencoder, {@code
 * PosteriorSearch} for the search and {@code Bound} for what is compared.
 */
@NullMarked
package io.xvad.generative.likelihoodregret;

import org.jspecify.annotations.NullMarked;
