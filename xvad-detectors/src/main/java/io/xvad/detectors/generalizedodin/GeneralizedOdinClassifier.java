package io.xvad.detectors.generalizedodin;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.ClassifierGraph;
import io.xvad.detectors.pretext.Perturbation;
import io.xvad.detectors.pretext.Task;
import io.xvad.detectors.pretext.VersionBatch;
import io.xvad.detectors.pretext.VersionClassifier;
import io.xvad.detectors.pretext.Versions;
import io.xvad.training.Trainable;
import java.util.List;

/** What is generalized ODIN's own. */
final class GeneralizedOdinClassifier implements VersionClassifier {

    private static final double[] LENGTHS = {0, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08};

    @Override
    public Trainable graph(Options options, long seed) {
        return GeneralizedOdinGraph.build(
                ImageOptions.size(options),
                ClassifierGraph.WIDTH,
                Task.named(options.get(Versions.TASK)).versions(),
                seed);
    }

    @Override
    public OptionSpec<Double> rate() {
        return GeneralizedOdin.RATE;
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return GeneralizedOdin.EPOCHS;
    }

    /** The length of the perturbation is the one that makes the network surest of normal pictures (equation 9). */
    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {
        Versions versions = Versions.of(options);
        Perturbation perturbation = new Perturbation(net, versions, 0);
        double highest = Double.NEGATIVE_INFINITY;
        for (double length : LENGTHS) {
            double sum = 0;
            for (float[] picture : pictures) {
                sum += perturbation.confidence(VersionBatch.of(versions, picture), length);
            }
            if (sum > highest) {
                highest = sum;
                net.keep(GeneralizedOdinGraph.EPSILON, new float[] {(float) length});
            }
        }
    }

    @Override
    public double epsilon(Trainable net, Options options) {
        return net.value(GeneralizedOdinGraph.EPSILON)[0];
    }
}
