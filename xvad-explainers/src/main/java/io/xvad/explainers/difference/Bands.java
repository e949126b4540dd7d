package io.xvad.explainers.difference;

import io.xvad.data.preprocess.GaussianBlur;

/**
 * Takes planes apart into bands of frequencies within a set of pixels, so that what lies around them has no part in it (normalised
 * convolution, Knutsson and Westin 1993): what each of four Gaussians, of 1, 2, 4 and 8 pixels, takes away more than the one before.
 */
final class Bands {

    private static final double[] SIGMAS = {1, 2, 4, 8};

    private final boolean[] pixels;
    private final float[][] weights;
    private final int height;
    private final int width;

    Bands(boolean[] pixels, int height, int width) {
        this.pixels = pixels;
        this.height = height;
        this.width = width;
        float[] ones = new float[pixels.length];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = pixels[i] ? 1 : 0;
        }
        weights = new float[SIGMAS.length][];
        for (int k = 0; k < SIGMAS.length; k++) {
            weights[k] = new GaussianBlur(SIGMAS[k]).apply(ones, height, width);
        }
    }

    /** The bands of a plane, the finest first; 0 outside of the pixels. */
    float[][] of(float[] plane) {
        float[][] bands = new float[SIGMAS.length][];
        float[] finer = inside(plane);
        float[] masked = finer;
        for (int k = 0; k < SIGMAS.length; k++) {
            float[] coarser = new GaussianBlur(SIGMAS[k]).apply(masked, height, width);
            bands[k] = new float[plane.length];
            for (int i = 0; i < plane.length; i++) {
                coarser[i] = pixels[i] ? coarser[i] / weights[k][i] : 0;
                bands[k][i] = finer[i] - coarser[i];
            }
            finer = coarser;
        }
        return bands;
    }

    static int count() {
        return SIGMAS.length;
    }

    private float[] inside(float[] plane) {
        float[] inside = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            inside[i] = pixels[i] ? plane[i] : 0;
        }
        return inside;
    }
}
