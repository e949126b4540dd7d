package io.xvad.video.detectors.dor;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;

/**
 * The class activation map of the score at the trained convolution: {@code M = sum_k w_k A_k} (Zhou et al., "Learning Deep Features for
 * Discriminative Localization", CVPR 2016) with w_k the derivative of the score by the mean of the channel A_k, since the layers after the
 * mean are not linear. Where the hidden units that are on stay on, the mean of M is the score less what the biases give. Immutable.
 *
 * @param hidden weights from channels to hidden units, row by row
 * @param ordinal weights from hidden units to the score
 */
record ActivationMap(float[] hidden, float[] ordinal) {

    static ActivationMap of(SavedNetwork saved) {
        return new ActivationMap(
                weights(saved, OrdinalOutputs.HIDDEN_WEIGHTS), weights(saved, OrdinalOutputs.SCORE_WEIGHTS));
    }

    private static float[] weights(SavedNetwork saved, String name) {
        Tensor weights = saved.weights().get(name);
        if (weights == null) {
            throw new XvadModelException("the network has no weights '" + name + "'");
        }
        return weights.toArray();
    }

    /**
     * M of one frame.
     *
     * @param activation A, channels, then places
     * @param units the hidden units, which are above 0 where they are on
     * @return a value for each place
     */
    float[] of(float[] activation, float[] units) {
        int channels = hidden.length / ordinal.length;
        int places = activation.length / channels;
        float[] map = new float[places];
        for (int channel = 0; channel < channels; channel++) {
            float weight = weight(channel, units);
            for (int place = 0; place < places; place++) {
                map[place] += weight * activation[channel * places + place];
            }
        }
        return map;
    }

    private float weight(int channel, float[] units) {
        float weight = 0;
        for (int unit = 0; unit < units.length; unit++) {
            weight += units[unit] > 0 ? hidden[channel * units.length + unit] * ordinal[unit] : 0;
        }
        return weight;
    }
}
