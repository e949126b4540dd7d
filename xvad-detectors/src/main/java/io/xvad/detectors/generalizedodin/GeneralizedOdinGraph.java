package io.xvad.detectors.generalizedodin;

import io.xvad.detectors.pretext.ClassifierGraph;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A classifier with decomposed confidence (Hsu et al. 2020, equations 4 to 6): logits are {@code h / g} with {@code h} the
 * cosine of features and weights and {@code g} a sigmoid, kept off 0; its confidence is the highest {@code h}.
 */
final class GeneralizedOdinGraph {

    static final String EPSILON = "epsilon";

    private static final double COLDEST = 0.01;
    private static final double SMALLEST = 1e-8;

    private GeneralizedOdinGraph() {}

    static Trainable build(int size, int width, int classes, long seed) {
        ClassifierGraph classifier = ClassifierGraph.body(size, width, seed);
        Trainable net = classifier.net();
        net.kept(EPSILON, 0, 1);
        int channels = classifier.lastChannels();
        SDVariable features = classifier.last();
        SDVariable weights = net.weights("cosine", channels, classes, channels, classes);
        SDVariable cosine = unit(net.graph(), features, 1).mmul(unit(net.graph(), weights, 0));
        SDVariable temperature = net.graph().nn().sigmoid(new Layers(net).dense("temperature", features, channels, 1));
        classifier.loss(cosine.div(temperature.mul(1 - COLDEST).add(COLDEST)), classes);
        cosine.max(1).rename(ClassifierGraph.CONFIDENCE);
        return net;
    }

    private static SDVariable unit(SameDiff graph, SDVariable x, int along) {
        SDVariable squares = graph.math().square(x).sum(true, along);
        return x.div(graph.math().sqrt(squares.add(SMALLEST)));
    }
}
