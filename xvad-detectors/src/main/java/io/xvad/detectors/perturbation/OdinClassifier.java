package io.xvad.detectors.perturbation;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.pictures.PictureOptions;
import java.util.List;

/** What is ODIN's own. */
final class OdinClassifier implements VersionClassifier {

    @Override
    public Trainable graph(Options options, long seed) {
        return OdinGraph.build(
                PictureOptions.size(options),
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
