/**
 * A diffusion model in a vector-quantised latent (Pinaya et al. 2022). Read {@link io.xvad.generative.latentddpm.LatentDdpm} for its options,
 * {@code StepDivergence} for what is masked and {@code MaskedDiffusion} for how it is restored.
 */
@NullMarked
package io.xvad.generative.latentddpm;

import org.jspecify.annotations.NullMarked;
