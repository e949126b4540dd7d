/**
 * A diffusion model that builds an image anew from noise, guided by the image (after He et al. 2024). Read {@link
 * io.xvad.generative.diad.Diad} for its options, {@code GuidedUNet} for the network and {@code FeatureDifference} for the map.
 */
@NullMarked
package io.xvad.generative.diad;

import org.jspecify.annotations.NullMarked;
