package io.xvad.video.networks;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import java.util.Arrays;

/**
 * Map and score of a frame from the squared error of each pixel. The score is in decibels: of the mean error it is the
 * negative signal-to-noise ratio (Liu et al. 2018, equation 8) for values up to 1. The paper then spreads each video's
 * scores over [0, 1], which needs its end; here it stays as it is.
 *
 * @param peak whether the highest value of the map is scored rather than the mean error
 */
record ErrorScore(int size, MapPainter painter, boolean peak) {

    /** The error of pixels of 8 bits at half a step, below which there is nothing to see; about -54 dB. */
    private static final double LEAST = 1.0 / (4 * 255 * 255);

    private static final double DECIBELS = 10 / Math.log(10);

    static ErrorScore of(Options options) {
        int size = NetworkOptions.size(options);
        return new ErrorScore(
                size,
                new MapPainter(size, options.get(NetworkOptions.SIGMA)),
                options.get(NetworkOptions.SCORE).equals(NetworkOptions.PEAK));
    }

    AnomalyMap map(float[] errors, Image frame) {
        return painter.paint(errors, size, frame);
    }

    double score(float[] errors, AnomalyMap map) {
        return DECIBELS * Math.log(LEAST + (peak ? map.max() : mean(errors)));
    }

    /** The derivative of the score with respect to each error. */
    float[] slope(float[] errors, Image frame) {
        float[] weights = new float[errors.length];
        if (peak) {
            weights = painter.peakWeights(errors, size, frame);
        } else {
            Arrays.fill(weights, 1f / errors.length);
        }
        double value = peak ? map(errors, frame).max() : mean(errors);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weights[i] * DECIBELS / (LEAST + value));
        }
        return weights;
    }

    private static double mean(float[] errors) {
        double sum = 0;
        for (float error : errors) {
            sum += error;
        }
        return sum / errors.length;
    }
}
