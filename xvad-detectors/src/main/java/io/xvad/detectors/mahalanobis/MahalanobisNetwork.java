package io.xvad.detectors.mahalanobis;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.PretextNetwork;
import io.xvad.detectors.pretext.ResidualClassifier;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A classifier with Gaussians of the features of each stage (Lee et al., 2018, equations 1 and 2): the distance of a stage
 * is the squared Mahalanobis distance from the closest class; the confidence is the negative mean of the stages' distances,
 * each standardised.
 */
final class MahalanobisNetwork extends PretextNetwork {

    static final String SHIFT = "distance-means";
    static final String SCALE = "distance-deviations";

    private static final String FEATURES = "all-features";
    private static final String DISTANCES = "stage-distances";
    private static final double SMALLEST = 1e-6;

    private final int classes;
    private final List<Integer> channels;

    MahalanobisNetwork(Options options, long seed) {
        super(options, seed, head(classes(options)));
        this.classes = classes(options);
        this.channels =
                ResidualClassifier.Plan.of(options, ImageOptions.size(options)).channels();
    }

    static String means(int stage) {
        return "class-means-" + stage;
    }

    static String precision(int stage) {
        return "precision-" + stage;
    }

    static Trainable graph(ResidualClassifier.Plan plan, int classes, long seed) {
        return graph(plan, seed, head(classes));
    }

    private static Head head(int classes) {
        return classifier -> {
            classifier.loss(classifier.logits(classes), classes);
            if (classifier.mode() == Mode.SCORING) {
                confidence(classifier, classes);
            }
        };
    }

    private static void confidence(ResidualClassifier classifier, int classes) {
        Trainable net = classifier.net();
        SameDiff graph = net.graph();
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
        graph.concat(1, classifier.features().toArray(SDVariable[]::new)).rename(FEATURES);
        SDVariable all = graph.concat(1, distances.toArray(SDVariable[]::new)).rename(DISTANCES);
        all.sub(net.kept(SHIFT, 0, 1, stages))
                .div(net.kept(SCALE, 1, 1, stages))
                .mean(1)
                .neg()
                .rename(ResidualClassifier.CONFIDENCE);
    }

    private static SDVariable distance(Trainable net, SDVariable features, int stage, int channels, int classes) {
        SDVariable means = net.kept(means(stage), 0, 1, classes, channels);
        SDVariable precision = net.kept(precision(stage), 0, channels, channels);
        SDVariable away = features.reshape(-1, 1, channels).sub(means).reshape(-1, channels);
        return away.mmul(precision).mul(away).sum(1).reshape(-1, classes).min(true, 1);
    }

    /** Fits the Gaussians of all stages and the spread of the distances to normal images, all transformations of each. */
    @Override
    protected void learn(List<float[]> images) {
        List<double[]> features = rows(images, FEATURES);
        int first = 0;
        for (int stage = 0; stage < channels.size(); stage++) {
            int from = first;
            int to = first + channels.get(stage);
            List<double[]> own = features.stream()
                    .map(row -> Arrays.copyOfRange(row, from, to))
                    .toList();
            ClassGaussians gaussians = ClassGaussians.of(own, classes);
            net().keep(means(stage), gaussians.means());
            net().keep(precision(stage), gaussians.precision());
            first = to;
        }
        standardise(rows(images, DISTANCES));
    }

    private void standardise(List<double[]> distances) {
        int stages = distances.get(0).length;
        float[] means = new float[stages];
        float[] deviations = new float[stages];
        for (int i = 0; i < stages; i++) {
            int stage = i;
            double[] own = distances.stream().mapToDouble(row -> row[stage]).toArray();
            means[i] = (float) StatUtils.mean(own);
            deviations[i] = (float) Math.max(SMALLEST, Math.sqrt(StatUtils.populationVariance(own)));
        }
        net().keep(SHIFT, means);
        net().keep(SCALE, deviations);
    }

    /** The values of an output, one row for each transformation of each image. */
    private List<double[]> rows(List<float[]> images, String output) {
        List<double[]> rows = new ArrayList<>();
        for (float[] image : images) {
            float[] values = run(transformed(image), output);
            int size = values.length / classes;
            for (int start = 0; start < values.length; start += size) {
                double[] row = new double[size];
                for (int i = 0; i < size; i++) {
                    row[i] = values[start + i];
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
