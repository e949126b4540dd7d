package io.xvad.detectors.efficientad;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.SeenValues;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.WeightedSum;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of EfficientAD's score: through student and autoencoder, and through the teacher. Activations are the
 * teacher's. One run of the networks at a time.
 */
final class EfficientAdGradient implements Differentiable {

    private final EfficientAdNetworks networks;
    private final MapPainter painter;
    private final WeightedSum maps;
    private final WeightedSum description;

    EfficientAdGradient(EfficientAdNetworks networks, MapPainter painter) {
        this.networks = networks;
        this.painter = painter;
        this.maps = new WeightedSum(
                networks.student(), EfficientAdGraph.BOTH, PatchDescription.PICTURES, EfficientAdGraph.DESCRIPTION);
        this.description = new WeightedSum(networks.teacher(), PatchDescription.DESCRIPTION, PatchDescription.PICTURES);
    }

    @Override
    public List<String> activations() {
        synchronized (networks) {
            return description.activations();
        }
    }

    @Override
    public Tensor inputGradient(Image image) {
        float[] picture = NetworkImages.seen(image, networks.shape().size());
        synchronized (networks) {
            float[] weights = weights(picture, image);
            float[] gradient = maps.gradient(networks.studentInputs(picture), weights, PatchDescription.PICTURES);
            float[] throughTeacher = description.gradient(
                    teacherInputs(picture), ofDescription(picture, weights), PatchDescription.PICTURES);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += throughTeacher[i];
            }
            return SeenValues.inImage(gradient, image);
        }
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        float[] picture = NetworkImages.seen(image, networks.shape().size());
        synchronized (networks) {
            List<String> names = description.activations();
            if (!names.contains(activation)) {
                throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
            }
            float[] weights = ofDescription(picture, weights(picture, image));
            List<Tensor> both = description.activation(teacherInputs(picture), weights, activation);
            return new ActivationGradient(both.get(0), both.get(1));
        }
    }

    /** The gradient with respect to the teacher's rows. */
    private float[] ofDescription(float[] picture, float[] weights) {
        float[] gradient = maps.gradient(networks.studentInputs(picture), weights, EfficientAdGraph.DESCRIPTION);
        networks.standardisation().undo(gradient);
        return gradient;
    }

    /** How much each position of both maps weighs in the score. */
    private float[] weights(float[] picture, Image image) {
        float[] peak =
                painter.peakWeights(networks.map(picture), networks.shape().side(), image);
        float[] weights = new float[2 * peak.length];
        for (int i = 0; i < peak.length; i++) {
            weights[i] = (float) (peak[i] * networks.structural().slope() / 2);
            weights[peak.length + i] = (float) (peak[i] * networks.logical().slope() / 2);
        }
        return weights;
    }

    private Map<String, INDArray> teacherInputs(float[] picture) {
        return EfficientAdNetworks.teacherInputs(networks.shape(), picture);
    }
}
