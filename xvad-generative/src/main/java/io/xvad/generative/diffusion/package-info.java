/**
 * What diffusion models share: schedules of noise, steps between two times, and a U-Net that is told the time (Ho, Jain and Abbeel 2020,
 * "Denoising Diffusion Probabilistic Models", NeurIPS). All but the U-Net is free of ND4J.
 */
@NullMarked
package io.xvad.generative.diffusion;

import org.jspecify.annotations.NullMarked;
