package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;

/** Sums attributions over the channels of each pixel. */
final class ChannelSums {

    private ChannelSums() {}

    /** Sums values of shape (C, H, W) over channels. */
    static AnomalyMap signed(double[] values, Image image) {
        float[] sums = new float[image.height() * image.width()];
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += (float) values[i];
        }
        return AnomalyMap.of(image.height(), image.width(), sums);
    }

    /** Sums absolute values over channels. */
    static AnomalyMap absolute(double[] values, Image image) {
        double[] magnitudes = values.clone();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        return signed(magnitudes, image);
    }

    /** The values of a tensor, to be summed. */
    static double[] of(Tensor gradient) {
        float[] floats = gradient.toArray();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
