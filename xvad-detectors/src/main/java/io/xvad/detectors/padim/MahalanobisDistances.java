package io.xvad.detectors.padim;

import io.xvad.detectors.features.ScoreGradient;

/** Mahalanobis distances of rows of features, and their gradient. */
record MahalanobisDistances(Gaussians gaussians, int dimension) implements ScoreGradient.Distances {

    @Override
    public float[] of(float[] rows) {
        return gaussians.distances(rows, dimension);
    }

    @Override
    public float[] gradient(float[] rows, float[] weights) {
        float[] gradient = new float[rows.length];
        int[] channels = gaussians.channels();
        for (int position = 0; position < weights.length; position++) {
            if (weights[position] != 0) {
                double[] own = gaussians.gradient(rows, dimension, position);
                for (int i = 0; i < own.length; i++) {
                    gradient[position * dimension + channels[i]] = (float) (weights[position] * own[i]);
                }
            }
        }
        return gradient;
    }
}
