package io.xvad.video.detectors.framereconstruction;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is frame reconstruction's own. */
final class FrameReconstructionNetwork implements FrameNetwork {

    @Override
    public WindowLayout sight(Options options) {
        return new WindowLayout(1, false);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = FrameNetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, 1, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        SDVariable output = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), false).of(seen, 1);
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
