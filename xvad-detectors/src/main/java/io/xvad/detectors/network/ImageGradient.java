package io.xvad.detectors.network;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.SeenValues;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.WeightedSum;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of the score of an image network. Thread-safe; one run of the network at a time. */
final class ImageGradient implements Differentiable {

    private final ImageNetwork network;
    private final SameDiffNetwork.Graph found;
    private final ScoreTerms terms;
    private final MapPainter painter;
    private final WeightedSum score;

    /** Of a network that is used for nothing else. */
    ImageGradient(ImageNetwork network, MapPainter painter) {
        this.network = network;
        this.painter = painter;
        found = network.found();
        terms = network.terms().orElseThrow();
        score = new WeightedSum(network.net(), terms.output(), ImageNetwork.INPUT);
    }

    @Override
    public synchronized List<String> activations() {
        return score.activations();
    }

    @Override
    public synchronized Tensor inputGradient(Image image) {
        Map<String, INDArray> inputs = inputs(image);
        float[] gradient = score.gradient(inputs, weights(inputs, image), ImageNetwork.INPUT);
        return SeenValues.inImage(gradient, image);
    }

    @Override
    public synchronized ActivationGradient activationGradient(Image image, String activation) {
        List<String> names = score.activations();
        if (!names.contains(activation)) {
            throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
        }
        Map<String, INDArray> inputs = inputs(image);
        List<Tensor> both = score.activation(inputs, weights(inputs, image), activation);
        return new ActivationGradient(both.get(0), both.get(1));
    }

    private Map<String, INDArray> inputs(Image image) {
        return network.inputs(NetworkImages.seen(image, network.size()));
    }

    private float[] weights(Map<String, INDArray> inputs, Image image) {
        try (INDArray map = Objects.requireNonNull(found.run(inputs).get(ImageNetwork.MAP));
                INDArray ordered = map.dup('c')) {
            int side = Math.toIntExact(map.size(1));
            return terms.weights().apply(painter.peakWeights(ordered.data().asFloat(), side, image));
        }
    }
}
