package io.xvad.detectors.network;

import java.util.function.UnaryOperator;

/**
 * The score as a weighted sum of an output of the network, so that it has a gradient.
 *
 * @param output name of the output
 * @param weights of each of its values, made of how much each pixel of the map weighs in the map's maximum
 */
public record ScoreTerms(String output, UnaryOperator<float[]> weights) {

    /** The terms of a score that is the maximum of a map the network gives. */
    public static ScoreTerms maximum(String map) {
        return new ScoreTerms(map, peak -> peak);
    }

    /** The terms of a score that the network gives itself, up to a constant. */
    public static ScoreTerms itself(String score) {
        return new ScoreTerms(score, peak -> new float[] {1});
    }
}
