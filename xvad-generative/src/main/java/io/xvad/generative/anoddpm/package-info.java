/**
 * AnoDDPM (Wyatt et al. 2022): partial diffusion with simplex noise. Read {@link io.xvad.generative.anoddpm.AnoDdpm} for its options and
 * {@code PartialDiffusion} for how it restores an image.
 */
@NullMarked
package io.xvad.generative.anoddpm;

import org.jspecify.annotations.NullMarked;
