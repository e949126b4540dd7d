package io.xvad.generative.diffusion;

/**
 * What a value with noise is made of.
 *
 * @param clean {@code x_0}
 * @param noise of as many values
 */
public record Denoised(float[] clean, float[] noise) {}
