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

    private final TrainedNetworks networks;
    private final MapPainter painter;
    private final WeightedSum maps;
    private final WeightedSum description;

    EfficientAdGradient(TrainedNetworks networks, MapPainter painter) {
        this.networks = networks;
        this.painter = painter;
        this.maps = new WeightedSum(
                networks.student(),
                EfficientAdNetworks.BOTH,
                EfficientAdNetworks.IMAGES,
                EfficientAdNetworks.TEACHER_ROWS);
        this.description =
                new WeightedSum(networks.teacher(), EfficientAdNetworks.DESCRIPTION, EfficientAdNetworks.IMAGES);
    }

    @Override
    public List<String> activations() {
        synchronized (networks) {
            return description.activations();
        }
    }

    @Override
    public Tensor inputGradient(Image image) {
        float[] seen = NetworkImages.seen(image, networks.settings().size());
        synchronized (networks) {
            float[] weights = weights(seen, image);
            float[] gradient = gradient(maps, networks.studentInputs(seen), weights, EfficientAdNetworks.IMAGES);
            float[] throughTeacher = gradient(
                    description,
                    networks.teacherInputs(seen),
                    ofDescription(seen, weights),
                    EfficientAdNetworks.IMAGES);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += throughTeacher[i];
            }
            return SeenValues.inImage(gradient, image);
        }
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        float[] seen = NetworkImages.seen(image, networks.settings().size());
        synchronized (networks) {
            List<String> names = description.activations();
            if (!names.contains(activation)) {
                throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
            }
            float[] weights = ofDescription(seen, weights(seen, image));
            Map<String, INDArray> inputs = networks.teacherInputs(seen);
            try {
                List<Tensor> both = description.activation(inputs, weights, activation);
                return new ActivationGradient(both.get(0), both.get(1));
            } finally {
                inputs.values().forEach(INDArray::close);
            }
        }
    }

    /** Differentiates, and frees what went into the graph. */
    private static float[] gradient(WeightedSum sum, Map<String, INDArray> inputs, float[] weights, String input) {
        try {
            return sum.gradient(inputs, weights, input);
        } finally {
            inputs.values().forEach(INDArray::close);
        }
    }

    /** The gradient with respect to the teacher's rows. */
    private float[] ofDescription(float[] seen, float[] weights) {
        float[] gradient = gradient(maps, networks.studentInputs(seen), weights, EfficientAdNetworks.TEACHER_ROWS);
        networks.settings().standardisation().undo(gradient);
        return gradient;
    }

    /** How much each position of both maps weighs in the score. */
    private float[] weights(float[] seen, Image image) {
        float[] peak =
                painter.peakWeights(networks.map(seen), networks.settings().side(), image);
        float[] weights = new float[2 * peak.length];
        for (int i = 0; i < peak.length; i++) {
            weights[i] = (float) (peak[i] * networks.settings().structural().slope() / 2);
            weights[peak.length + i] =
                    (float) (peak[i] * networks.settings().logical().slope() / 2);
        }
        return weights;
    }
}
