package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;

/** Values of samples, added up over the channels of each pixel. */
final class PixelSums {

    private PixelSums() {}

    /** Of a value for each sample. */
    static AnomalyMap signed(double[] samples, Image image) {
        float[] sums = new float[image.height() * image.width()];
        for (int i = 0; i < samples.length; i++) {
            sums[i % sums.length] += (float) samples[i];
        }
        return AnomalyMap.of(image.height(), image.width(), sums);
    }

    /** Of absolute values. */
    static AnomalyMap absolute(double[] samples, Image image) {
        double[] magnitudes = samples.clone();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        return signed(magnitudes, image);
    }

    static double[] of(Tensor gradient) {
        float[] values = gradient.toArray();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
