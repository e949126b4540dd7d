package io.xvad.detectors.perturbation;

import io.xvad.core.AnomalyMap;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.WeightedSum;
import io.xvad.detectors.pictures.PictureMap;
import io.xvad.detectors.pictures.PictureRecipe;
import io.xvad.detectors.pictures.PictureScore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves each value of a picture a little so that the network becomes surer (Liang et al. 2018, equation 2). The score is
 * the negative confidence after that, averaged over the versions; the map is how strongly each pixel moves the confidence.
 */
final class Perturbation implements PictureMap, PictureScore {

    private final Trainable net;
    private final WeightedSum confidences;
    private final Versions versions;
    private final double epsilon;

    /** For a network whose training has ended. */
    Perturbation(Trainable net, Versions versions, double epsilon) {
        this.net = net;
        this.versions = versions;
        this.epsilon = epsilon;
        this.confidences = new WeightedSum(net, ClassifierGraph.CONFIDENCE, PictureRecipe.INPUT);
    }

    @Override
    public float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size) {
        return versions.joined(gradient(inputs));
    }

    @Override
    public double of(Map<String, INDArray> inputs, AnomalyMap map) {
        return -confidence(inputs, epsilon);
    }

    private float[] gradient(Map<String, INDArray> inputs) {
        INDArray pictures = Objects.requireNonNull(inputs.get(PictureRecipe.INPUT));
        float[] each = new float[Math.toIntExact(pictures.size(0))];
        Arrays.fill(each, 1);
        return confidences.gradient(inputs, each, PictureRecipe.INPUT);
    }

    /** The mean confidence of the versions when moved so far. */
    double confidence(Map<String, INDArray> inputs, double epsilon) {
        float[] gradient = gradient(inputs);
        INDArray pictures = Objects.requireNonNull(inputs.get(PictureRecipe.INPUT));
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) (epsilon * Math.signum(gradient[i]));
        }
        Map<String, INDArray> moved = new HashMap<>(inputs);
        moved.put(
                PictureRecipe.INPUT,
                Nd4j.create(gradient, pictures.shape(), 'c').addi(pictures));
        float[] confidences = net.run(moved, ClassifierGraph.CONFIDENCE);
        double sum = 0;
        for (float confidence : confidences) {
            sum += confidence;
        }
        return sum / confidences.length;
    }
}
