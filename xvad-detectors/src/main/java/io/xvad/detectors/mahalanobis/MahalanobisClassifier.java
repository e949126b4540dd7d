package io.xvad.detectors.mahalanobis;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.ClassifierGraph;
import io.xvad.detectors.pretext.VersionBatch;
import io.xvad.detectors.pretext.VersionClassifier;
import io.xvad.detectors.pretext.Versions;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/** What is the Mahalanobis detector's own. */
final class MahalanobisClassifier implements VersionClassifier {

    private static final double SMALLEST = 1e-6;

    @Override
    public Trainable graph(Options options, long seed) {
        return MahalanobisGraph.build(ImageOptions.size(options), ClassifierGraph.WIDTH, classes(options), seed);
    }

    @Override
    public OptionSpec<Double> rate() {
        return Mahalanobis.RATE;
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Mahalanobis.EPOCHS;
    }

    private static int classes(Options options) {
        return Versions.of(options).task().versions();
    }

    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {
        List<Integer> channels = ClassifierGraph.channels(ClassifierGraph.WIDTH);
        List<double[]> features = rows(net, pictures, options, MahalanobisGraph.FEATURES);
        int first = 0;
        for (int stage = 0; stage < channels.size(); stage++) {
            int from = first;
            int to = first + channels.get(stage);
            List<double[]> own = features.stream()
                    .map(row -> Arrays.copyOfRange(row, from, to))
                    .toList();
            ClassGaussians gaussians = ClassGaussians.of(own, classes(options));
            net.keep(MahalanobisGraph.means(stage), gaussians.means());
            net.keep(MahalanobisGraph.precision(stage), gaussians.precision());
            first = to;
        }
        standardise(net, rows(net, pictures, options, MahalanobisGraph.DISTANCES));
    }

    private static void standardise(Trainable net, List<double[]> distances) {
        int stages = distances.get(0).length;
        float[] means = new float[stages];
        float[] deviations = new float[stages];
        for (int i = 0; i < stages; i++) {
            int stage = i;
            double[] own = distances.stream().mapToDouble(row -> row[stage]).toArray();
            means[i] = (float) StatUtils.mean(own);
            deviations[i] = (float) Math.max(SMALLEST, Math.sqrt(StatUtils.populationVariance(own)));
        }
        net.keep(MahalanobisGraph.SHIFT, means);
        net.keep(MahalanobisGraph.SCALE, deviations);
    }

    private static List<double[]> rows(Trainable net, List<float[]> pictures, Options options, String output) {
        List<double[]> rows = new ArrayList<>();
        for (float[] picture : pictures) {
            float[] values = net.run(VersionBatch.of(Versions.of(options), picture), output);
            int size = values.length / classes(options);
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

    @Override
    public double epsilon(Trainable net, Options options) {
        return options.get(Mahalanobis.EPSILON);
    }
}
