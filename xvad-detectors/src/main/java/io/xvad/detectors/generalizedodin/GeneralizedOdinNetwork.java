package io.xvad.detectors.generalizedodin;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.Perturbation;
import io.xvad.detectors.pretext.PretextNetwork;
import io.xvad.detectors.pretext.SmallClassifier;
import io.xvad.detectors.pretext.TransformedImages;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A classifier with decomposed confidence (Hsu et al., 2020, DeConf-C): logits are {@code h / g} with {@code h} the
 * cosine of features and weights and {@code g} a sigmoid, kept off 0; its confidence is the highest {@code h}.
 */
final class GeneralizedOdinNetwork extends PretextNetwork {

    private static final String EPSILON = "epsilon";
    private static final double[] LENGTHS = {0, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08};
    private static final double COLDEST = 0.01;
    private static final double SMALLEST = 1e-8;

    private final Options options;

    GeneralizedOdinNetwork(Options options, long seed) {
        super(
                graph(
                        ImageOptions.size(options),
                        SmallClassifier.WIDTH,
                        TransformedImages.of(options).task().classes(),
                        seed),
                options);
        this.options = options;
    }

    static Trainable graph(int size, int width, int classes, long seed) {
        SmallClassifier classifier = SmallClassifier.body(size, width, seed);
        Trainable net = classifier.net();
        net.kept(EPSILON, 0, 1);
        int channels = classifier.lastChannels();
        SDVariable features = classifier.last();
        SDVariable weights = net.weights("cosine", channels, classes, channels, classes);
        SDVariable cosine = unit(net.graph(), features, 1).mmul(unit(net.graph(), weights, 0));
        SDVariable temperature = net.graph().nn().sigmoid(new Layers(net).dense("temperature", features, channels, 1));
        classifier.loss(cosine.div(temperature.mul(1 - COLDEST).add(COLDEST)), classes);
        cosine.max(1).rename(SmallClassifier.CONFIDENCE);
        return net;
    }

    private static SDVariable unit(SameDiff graph, SDVariable x, int along) {
        SDVariable squares = graph.math().square(x).sum(true, along);
        return x.div(graph.math().sqrt(squares.add(SMALLEST)));
    }

    @Override
    protected double learningRate() {
        return options.get(GeneralizedOdin.LEARNING_RATE);
    }

    /** The length of the perturbation is the one that makes the network most confident of normal images, as in the paper. */
    @Override
    protected void finish(List<float[]> images) {
        Perturbation perturbation = new Perturbation(net());
        double highest = Double.NEGATIVE_INFINITY;
        for (double length : LENGTHS) {
            double sum = 0;
            for (float[] image : images) {
                Map<String, INDArray> inputs = transformed(image);
                sum += perturbation.confidence(inputs, length);
                inputs.values().forEach(INDArray::close);
            }
            if (sum > highest) {
                highest = sum;
                net().keep(EPSILON, new float[] {(float) length});
            }
        }
    }

    @Override
    protected double epsilon() {
        return net().value(EPSILON)[0];
    }
}
