package io.xvad.video.detectors.framenetwork;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import java.util.Arrays;

/**
 * The anomaly map and the error of a frame, from the squared error of each pixel. The error is in decibels: that of the mean squared
 * error is the negative peak signal-to-noise ratio for values up to 1 (Liu et al., 2018).
 *
 * @param peak whether the highest value of the map counts rather than the mean error
 */
record ErrorScore(int size, MapPainter painter, boolean peak) {

    /** The error of pixels of 8 bits at half a step, below which there is nothing to see; about -54 dB. */
    private static final double LEAST = 1.0 / (4 * 255 * 255);

    private static final double DECIBELS = 10 / Math.log(10);

    static ErrorScore of(Options options, OptionSpec<String> error) {
        int size = FrameNetworkOptions.size(options);
        return new ErrorScore(
                size,
                new MapPainter(size, options.get(FrameNetworkOptions.SIGMA)),
                options.get(error).equals(FrameNetworkOptions.PEAK));
    }

    AnomalyMap map(float[] errors, int height, int width) {
        return painter.paint(errors, size, height, width);
    }

    double decibels(float[] errors, AnomalyMap map) {
        return DECIBELS * Math.log(LEAST + (peak ? map.max() : mean(errors)));
    }

    /** The derivative of the decibels with respect to each error. */
    float[] slope(float[] errors, Image frame) {
        float[] weights = new float[errors.length];
        if (peak) {
            weights = painter.peakWeights(errors, size, frame);
        } else {
            Arrays.fill(weights, 1f / errors.length);
        }
        double value = peak ? map(errors, frame.height(), frame.width()).max() : mean(errors);
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
