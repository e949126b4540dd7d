package io.xvad.detectors.mahalanobis;

import io.xvad.detectors.pretext.ClassifierGraph;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A classifier with Gaussians of the features of each stage (Lee et al. 2018, equations 1 and 2): the distance of a stage
 * is the squared Mahalanobis distance from the closest class; the confidence is the negative mean of the stages' distances,
 * each standardised.
 */
final class MahalanobisGraph {

    static final String FEATURES = "all-features";
    static final String DISTANCES = "stage-distances";

    static final String SHIFT = "distance-means";
    static final String SCALE = "distance-deviations";

    private MahalanobisGraph() {}

    static String means(int stage) {
        return "class-means-" + stage;
    }

    static String precision(int stage) {
        return "precision-" + stage;
    }

    static Trainable build(int size, int width, int classes, long seed) {
        ClassifierGraph classifier = ClassifierGraph.body(size, width, seed);
        Trainable net = classifier.net();
        classifier.loss(classifier.logits(classes), classes);
        int stages = classifier.features().size();
        List<SDVariable> distances = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            distances.add(distance(
                    net,
                    classifier.features().get(stage),
                    stage,
                    classifier.channels().get(stage),
                    classes));
        }
        SameDiff graph = net.graph();
        graph.concat(1, classifier.features().toArray(SDVariable[]::new)).rename(FEATURES);
        SDVariable all = graph.concat(1, distances.toArray(SDVariable[]::new)).rename(DISTANCES);
        all.sub(net.kept(SHIFT, 0, 1, stages))
                .div(net.kept(SCALE, 1, 1, stages))
                .mean(1)
                .neg()
                .rename(ClassifierGraph.CONFIDENCE);
        return net;
    }

    private static SDVariable distance(Trainable net, SDVariable features, int stage, int channels, int classes) {
        SDVariable means = net.kept(means(stage), 0, 1, classes, channels);
        SDVariable precision = net.kept(precision(stage), 0, channels, channels);
        SDVariable away = features.reshape(-1, 1, channels).sub(means).reshape(-1, channels);
        return away.mmul(precision).mul(away).sum(1).reshape(-1, classes).min(true, 1);
    }
}
