package io.xvad.video.detectors.networks;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is frame reconstruction's own. */
final class ReconstructionRecipe implements VideoRecipe {

    @Override
    public Sight sight(Options options) {
        return new Sight(1, false);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = NetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, 1, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        SDVariable output = new FrameUnet(net, options.get(NetworkOptions.WIDTH), false).of(seen, 1);
        new FrameLosses(net.graph(), size).intensityAndGradient(output, target).rename(LOSS);
        return net;
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return FrameReconstruction.EPOCHS;
    }

    @Override
    public OptionSpec<Double> learningRate() {
        return FrameReconstruction.RATE;
    }
}
