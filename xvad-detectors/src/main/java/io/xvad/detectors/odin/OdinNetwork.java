package io.xvad.detectors.odin;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.PretextNetwork;
import io.xvad.detectors.pretext.SmallClassifier;
import io.xvad.detectors.pretext.TransformedImages;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A classifier whose confidence is the logarithm of its highest softmax at a temperature (Liang et al., 2018, equation 1). */
final class OdinNetwork extends PretextNetwork {

    private final Options options;

    OdinNetwork(Options options, long seed) {
        super(
                graph(
                        ImageOptions.size(options),
                        SmallClassifier.WIDTH,
                        TransformedImages.of(options).task().classes(),
                        options.get(Odin.TEMPERATURE),
                        seed),
                options);
        this.options = options;
    }

    static Trainable graph(int size, int width, int classes, double temperature, long seed) {
        SmallClassifier classifier = SmallClassifier.body(size, width, seed);
        SameDiff graph = classifier.net().graph();
        SDVariable logits = classifier.logits(classes);
        classifier.loss(logits, classes);
        graph.nn().logSoftmax(logits.div(temperature)).max(1).rename(SmallClassifier.CONFIDENCE);
        return classifier.net();
    }

    @Override
    protected double learningRate() {
        return options.get(Odin.LEARNING_RATE);
    }

    @Override
    protected double epsilon() {
        return options.get(Odin.EPSILON);
    }
}
