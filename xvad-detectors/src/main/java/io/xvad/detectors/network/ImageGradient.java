package io.xvad.detectors.network;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.SeenValues;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.WeightedSum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of the score of an image network. Thread-safe; one run of the network at a time. */
final class ImageGradient implements Differentiable, AutoCloseable {

    private final ImageNetwork network;
    private final SameDiffNetwork.Graph found;
    private final ScoreTerms terms;
    private final MapPainter painter;
    private final WeightedSum score;

    /** Differentiates a network that is used for nothing else. */
    ImageGradient(ImageNetwork network, MapPainter painter) {
        this.network = network;
        this.painter = painter;
        found = network.found();
        terms = network.terms().orElseThrow();
        score = new WeightedSum(
                network.net(), terms.output(), network.inputsOfImages().toArray(String[]::new));
    }

    @Override
    public synchronized List<String> activations() {
        return score.activations();
    }

    @Override
    public synchronized Tensor inputGradient(Image image) {
        return with(image, inputs -> {
            float[] weights = weights(inputs, image);
            Map<String, float[]> gradients = new HashMap<>();
            network.inputsOfImages().forEach(name -> gradients.put(name, score.gradient(inputs, weights, name)));
            return SeenValues.inImage(network.gradient(NetworkImages.seen(image, network.size()), gradients), image);
        });
    }

    @Override
    public synchronized void close() {
        network.close();
    }

    @Override
    public synchronized ActivationGradient activationGradient(Image image, String activation) {
        List<String> names = score.activations();
        if (!names.contains(activation)) {
            throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
        }
        return with(image, inputs -> {
            List<Tensor> both = score.activation(inputs, weights(inputs, image), activation);
            return new ActivationGradient(both.get(0), both.get(1));
        });
    }

    private <T> T with(Image image, Function<Map<String, INDArray>, T> run) {
        Map<String, INDArray> inputs = network.inputs(NetworkImages.seen(image, network.size()));
        try {
            return run.apply(inputs);
        } finally {
            inputs.values().forEach(INDArray::close);
        }
    }

    private float[] weights(Map<String, INDArray> inputs, Image image) {
        Map<String, INDArray> outputs = found.run(inputs);
        INDArray map = Objects.requireNonNull(outputs.get(ImageNetwork.MAP));
        try (INDArray ordered = map.dup('c')) {
            int side = Math.toIntExact(map.size(1));
            return terms.weights().apply(painter.peakWeights(ordered.data().asFloat(), side, image));
        } finally {
            outputs.values().forEach(INDArray::close);
        }
    }
}
