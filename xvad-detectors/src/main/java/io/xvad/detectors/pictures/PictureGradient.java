package io.xvad.detectors.pictures;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.SeenValues;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.WeightedSum;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of the score of a network trained from pixels. One run of the network at a time. */
final class PictureGradient implements Differentiable {

    private final Trainable net;
    private final int size;
    private final PictureFinding finding;
    private final ScoreTerms terms;
    private final MapPainter painter;
    private final Function<float[], Map<String, INDArray>> inputs;
    private final WeightedSum score;

    PictureGradient(Trainable net, PictureRecipe recipe, Options options, ScoreTerms terms, MapPainter painter) {
        this.net = net;
        this.size = PictureOptions.size(options);
        this.finding = recipe.finding(net, options);
        this.terms = terms;
        this.painter = painter;
        this.inputs = picture -> recipe.inputs(picture, options);
        this.score = new WeightedSum(net, terms.output(), PictureRecipe.INPUT);
    }

    @Override
    public List<String> activations() {
        synchronized (net) {
            return score.activations();
        }
    }

    @Override
    public Tensor inputGradient(Image image) {
        float[] picture = TrainingPictures.seen(image, size);
        synchronized (net) {
            Map<String, INDArray> values = inputs.apply(picture);
            float[] gradient = score.gradient(values, weights(values, image), PictureRecipe.INPUT);
            return SeenValues.inImage(gradient, image);
        }
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        float[] picture = TrainingPictures.seen(image, size);
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
        PictureFinding.Found found = finding.of(values);
        return terms.weights().apply(painter.peakWeights(found.map(), found.side(), image));
    }
}
