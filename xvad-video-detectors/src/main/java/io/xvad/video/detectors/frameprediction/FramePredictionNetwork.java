package io.xvad.video.detectors.frameprediction;

import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The U-Net of frame prediction and its loss: intensity, gradient and flow (Liu et al., 2018).
 *
 * @param options of the detector
 */
record FramePredictionNetwork(Options options) implements FrameNetwork {

    @Override
    public Trainable graph(long seed) {
        int size = FrameNetworkOptions.size(options);
        int frames = FramePrediction.WINDOW.seen();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, frames, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        SDIndex all = SDIndex.all();
        SDVariable before = seen.get(all, SDIndex.interval(frames - 1, frames), all, all);
        SDVariable output = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), true).predicted(seen, frames);
        loss(new FrameLosses(net.graph(), size), output, target, before, options.get(FramePrediction.FLOW_WEIGHT));
        return net;
    }

    /** Names the loss. */
    static void loss(FrameLosses losses, SDVariable output, SDVariable target, SDVariable before, double flowWeight) {
        SDVariable loss = losses.intensityAndGradient(output, target);
        SDVariable whole = flowWeight > 0
                ? loss.add(flow(LucasKanade.from(losses.graph(), before, losses.size()), output, target)
                        .mul(flowWeight))
                : loss;
        whole.rename(LOSS);
    }

    /** The mean absolute difference of the flows to the predicted and to the true frame, in pixels. */
    private static SDVariable flow(LucasKanade motion, SDVariable output, SDVariable target) {
        SDVariable[] predicted = motion.to(output);
        SDVariable[] actual = motion.to(target);
        return motion.graph()
                .math()
                .abs(predicted[0].sub(actual[0]))
                .mean()
                .add(motion.graph().math().abs(predicted[1].sub(actual[1])).mean());
    }
}
