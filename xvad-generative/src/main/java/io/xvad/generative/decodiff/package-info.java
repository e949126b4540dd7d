/**
 * DeCo-Diff (Beizaee et al. 2025): a diffusion model of deviations that corrects the latent of an image. Read {@link
 * io.xvad.generative.decodiff.DecoDiff} for its options, {@code PatchCorruption} for what it learns from and {@code DecoDiffNetwork} for
 * its steps and maps.
 */
@NullMarked
package io.xvad.generative.decodiff;

import org.jspecify.annotations.NullMarked;
