package io.xvad.video.detectors.framereconstruction;

import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The autoencoder and its loss: intensity and gradient (Liu et al., 2018).
 *
 * @param options of the detector
 */
record FrameReconstructionNetwork(Options options) implements FrameNetwork {

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int size = form.size();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, form.channels(), size, size);
        SDVariable target = net.input(TARGET, form.channels(), size, size);
        SDVariable output =
                new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), false).predicted(seen, 1, form.channels());
        new FrameLosses(net.graph(), size).intensityAndGradient(output, target).rename(LOSS);
        return net;
    }
}
