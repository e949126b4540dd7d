package io.xvad.detectors.network;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.SeenValues;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of the score of a network trained from pixels. One run of the network at a time. */
final class ImageGradient implements Differentiable {

    private final Trainable net;
    private final int size;
    private final ImageFinding finding;
    private final ScoreTerms terms;
    private final MapPainter painter;
    private final Function<float[], Map<String, INDArray>> inputs;
    private final WeightedSum score;

    ImageGradient(Trainable net, ImageRecipe recipe, Options options, ScoreTerms terms, MapPainter painter) {
        this.net = net;
        this.size = ImageOptions.size(options);
        this.finding = recipe.finding(net, options);
        this.terms = terms;
        this.painter = painter;
        this.inputs = picture -> recipe.inputs(picture, options);
        this.score = new WeightedSum(net, terms.output(), ImageRecipe.INPUT);
    }

    @Override
    public List<String> activations() {
        synchronized (net) {
            return score.activations();
        }
    }

    @Override
    public Tensor inputGradient(Image image) {
        float[] picture = NetworkImages.seen(image, size);
        synchronized (net) {
            Map<String, INDArray> values = inputs.apply(picture);
            float[] gradient = score.gradient(values, weights(values, image), ImageRecipe.INPUT);
            return SeenValues.inImage(gradient, image);
        }
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        float[] picture = NetworkImages.seen(image, size);
        synchronized (net) {
            List<String> names = score.activations();
            if (!names.contains(activation)) {
                throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
            }
            Map<String, INDArray> values = inputs.apply(picture);
            List<Tensor> both = score.activation(values, weights(values, image), activation);
            return new ActivationGradient(both.get(0), both.get(1));
        }
    }

    private float[] weights(Map<String, INDArray> values, Image image) {
        ImageFinding.Found found = finding.of(values);
        return terms.weights().apply(painter.peakWeights(found.map(), found.side(), image));
    }
}
