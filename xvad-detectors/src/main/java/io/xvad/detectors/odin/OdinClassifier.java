package io.xvad.detectors.odin;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.ClassifierGraph;
import io.xvad.detectors.pretext.Task;
import io.xvad.detectors.pretext.VersionClassifier;
import io.xvad.detectors.pretext.Versions;
import io.xvad.training.Trainable;
import java.util.List;

/** What is ODIN's own. */
final class OdinClassifier implements VersionClassifier {

    @Override
    public Trainable graph(Options options, long seed) {
        return OdinGraph.build(
                ImageOptions.size(options),
                ClassifierGraph.WIDTH,
                Task.named(options.get(Versions.TASK)).versions(),
                options.get(Odin.TEMPERATURE),
                seed);
    }

    @Override
    public OptionSpec<Double> rate() {
        return Odin.RATE;
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Odin.EPOCHS;
    }

    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {}

    @Override
    public double epsilon(Trainable net, Options options) {
        return options.get(Odin.EPSILON);
    }
}
