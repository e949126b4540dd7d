package io.xvad.video.networks;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is frame reconstruction's own. */
final class ReconstructionRecipe implements VideoRecipe {

    private static final String LOSS = "reconstruction-loss";

    @Override
    public int before() {
        return 0;
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = NetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, 1, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        SDVariable output = new FrameUnet(options.get(NetworkOptions.WIDTH), false).of(net, seen, 1);
        FrameLosses losses = new FrameLosses(net.graph(), size);
        losses.errors(output, target)
                .rename(ERROR)
                .mean()
                .add(losses.gradient(output, target))
                .rename(LOSS);
        return net;
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(FrameReconstruction.RATE);
        return new Optimiser(net, LOSS, name -> rate, 0);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return FrameReconstruction.EPOCHS;
    }
}
