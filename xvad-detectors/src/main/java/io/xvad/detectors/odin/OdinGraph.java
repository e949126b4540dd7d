package io.xvad.detectors.odin;

import io.xvad.detectors.pretext.ClassifierGraph;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A classifier whose confidence is the logarithm of its highest softmax at a temperature (Liang et al. 2018, equation 1). */
final class OdinGraph {

    private OdinGraph() {}

    static Trainable build(int size, int width, int classes, double temperature, long seed) {
        ClassifierGraph classifier = ClassifierGraph.body(size, width, seed);
        SameDiff graph = classifier.net().graph();
        SDVariable logits = classifier.logits(classes);
        classifier.loss(logits, classes);
        graph.nn().logSoftmax(logits.div(temperature)).max(1).rename(ClassifierGraph.CONFIDENCE);
        return classifier.net();
    }
}
