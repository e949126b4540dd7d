/**
 * Diffusion guided by a classifier (Wolleb et al. 2022). Read {@link io.xvad.generative.guideddiffusion.GuidedDiffusion} for its options and
 * {@code GuidedDecoding} for how it restores an image.
 */
@NullMarked
package io.xvad.generative.guideddiffusion;

import org.jspecify.annotations.NullMarked;
