package io.xvad.detectors.padim;

import io.xvad.detectors.features.DividedDistances;
import io.xvad.detectors.gaussian.Gaussians;

/** Mahalanobis distances of rows of features, and what they owe to each value. */
record MahalanobisDistances(Gaussians gaussians, int dimension) implements DividedDistances {

    @Override
    public float[] of(float[] rows) {
        return gaussians.distances(rows, dimension);
    }

    @Override
    public float[] gradient(float[] rows, float[] weights) {
        return eachPosition(rows, weights, gaussians::gradient);
    }

    @Override
    public float[] relevance(float[] rows, float[] weights) {
        return eachPosition(rows, weights, gaussians::contributions);
    }

    @FunctionalInterface
    private interface Part {
        double[] at(float[] rows, int dimension, int position);
    }

    private float[] eachPosition(float[] rows, float[] weights, Part part) {
        float[] parts = new float[rows.length];
        int[] channels = gaussians.channels();
        for (int position = 0; position < weights.length; position++) {
            if (weights[position] != 0) {
                double[] own = part.at(rows, dimension, position);
                for (int i = 0; i < own.length; i++) {
                    parts[position * dimension + channels[i]] = (float) (weights[position] * own[i]);
                }
            }
        }
        return parts;
    }
}
