package io.xvad.detectors.generalizedodin;

import io.xvad.core.option.Options;
import io.xvad.detectors.pretext.PretextNetwork;
import io.xvad.detectors.pretext.ResidualClassifier;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A classifier with decomposed confidence (Hsu et al., 2020, section 3.1.2, DeConf-C): logits are {@code h / g} with {@code h} the
 * cosine of features and weights and {@code g = sigmoid(BN(w f + b))}; its confidence is the highest {@code h}.
 */
final class GeneralizedOdinNetwork extends PretextNetwork {

    private static final String COSINE = "cosine";
    private static final String DIVISOR = "divisor";
    private static final double SMALLEST = 1e-8;

    GeneralizedOdinNetwork(Options options, long seed) {
        super(options, seed, head(classes(options)));
    }

    static Trainable graph(ResidualClassifier.Plan plan, int classes, long seed) {
        return graph(plan, seed, head(classes));
    }

    private static Head head(int classes) {
        return classifier -> {
            SDVariable cosine = cosine(classifier, classes);
            classifier.loss(cosine.div(divisor(classifier)), classes);
            if (classifier.mode() == Mode.SCORING) {
                cosine.max(1).rename(ResidualClassifier.CONFIDENCE);
            }
        };
    }

    private static SDVariable cosine(ResidualClassifier classifier, int classes) {
        int channels = classifier.lastChannels();
        SDVariable weights = classifier.net().weights(COSINE, channels, classes, channels, classes);
        SameDiff graph = classifier.net().graph();
        return unit(graph, classifier.last(), 1).mmul(unit(graph, weights, 0));
    }

    private static SDVariable divisor(ResidualClassifier classifier) {
        Trainable net = classifier.net();
        SDVariable linear =
                new Layers(net, classifier.mode()).dense(DIVISOR, classifier.last(), classifier.lastChannels(), 1);
        SDVariable normal = new BatchNormalisation(net, DIVISOR + "-norm", 1).rows(linear, classifier.mode());
        return net.graph().nn().sigmoid(normal);
    }

    private static SDVariable unit(SameDiff graph, SDVariable x, int along) {
        SDVariable squares = graph.math().square(x).sum(true, along);
        return x.div(graph.math().sqrt(squares.add(SMALLEST)));
    }

    /** All but the weights of {@code h}, as in the paper. */
    @Override
    protected boolean decays(String weight) {
        return !weight.equals(COSINE);
    }
}
