package io.xvad.detectors.odin;

import io.xvad.core.option.Options;
import io.xvad.detectors.pretext.PretextNetwork;
import io.xvad.detectors.pretext.ResidualClassifier;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/** A classifier whose confidence is the logarithm of its highest softmax at a temperature (Liang et al., 2018, equation 1). */
final class OdinNetwork extends PretextNetwork {

    OdinNetwork(Options options, long seed) {
        super(options, seed, head(classes(options), options.get(Odin.TEMPERATURE)));
    }

    static Trainable graph(ResidualClassifier.Plan plan, int classes, double temperature, long seed) {
        return graph(plan, seed, head(classes, temperature));
    }

    private static Head head(int classes, double temperature) {
        return classifier -> {
            SDVariable logits = classifier.logits(classes);
            classifier.loss(logits, classes);
            if (classifier.mode() == Mode.SCORING) {
                classifier
                        .net()
                        .graph()
                        .nn()
                        .logSoftmax(logits.div(temperature))
                        .max(1)
                        .rename(ResidualClassifier.CONFIDENCE);
            }
        };
    }
}
