package io.xvad.detectors.featurenetwork;

import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of weighted scores of a trained network with respect to its rows of features. Thread-safe; one run at a time. */
final class FeatureNetworkGradient {

    private static final float[] ONE = {1};

    private final WeightedSum scores;
    private final Standardisation standardisation;
    private final Map<String, INDArray> trainingInputs;
    private final boolean ofImage;

    FeatureNetworkGradient(Trainable net, Standardisation standardisation, Map<String, INDArray> trainingInputs) {
        this.ofImage = net.graph().hasVariable(FeatureNetwork.IMAGE_SCORE);
        this.scores =
                new WeightedSum(net, ofImage ? FeatureNetwork.IMAGE_SCORE : FeatureNetwork.SCORE, FeatureNetwork.ROWS);
        this.standardisation = standardisation;
        this.trainingInputs = Map.copyOf(trainingInputs);
    }

    /**
     * The gradient with respect to the rows as the backbone gives them.
     *
     * @param weights one for each row; without meaning where the network gives the score of the image
     */
    synchronized float[] of(float[] rows, float[] weights) {
        try (INDArray matrix = FeatureNetwork.matrix(standardisation.apply(rows), standardisation.dimension())) {
            Map<String, INDArray> inputs = new HashMap<>(trainingInputs);
            inputs.put(FeatureNetwork.ROWS, matrix);
            float[] gradient = scores.gradient(inputs, ofImage ? ONE : weights, FeatureNetwork.ROWS);
            standardisation.undo(gradient);
            return gradient;
        }
    }
}
