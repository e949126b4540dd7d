package io.xvad.video.detectors.frameprediction;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is frame prediction's own. */
public final class FramePredictionNetwork implements FrameNetwork {

    public static final int SEEN_FRAMES = 4;

    @Override
    public WindowLayout sight(Options options) {
        return new WindowLayout(SEEN_FRAMES, true);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = FrameNetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, SEEN_FRAMES, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        SDIndex all = SDIndex.all();
        SDVariable before = seen.get(all, SDIndex.interval(SEEN_FRAMES - 1, SEEN_FRAMES), all, all);
        SDVariable output = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), true).of(seen, SEEN_FRAMES);
        loss(new FrameLosses(net.graph(), size), output, target, before, options.get(FramePrediction.FLOW));
        return net;
    }

    public static void loss(FrameLosses losses, SDVariable output, SDVariable target, SDVariable before, double flow) {
        SDVariable loss = losses.intensityAndGradient(output, target);
        SDVariable whole =
                flow > 0 ? loss.add(losses.flow(output, target, before).mul(flow)) : loss;
        whole.rename(LOSS);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return FramePrediction.EPOCHS;
    }

    @Override
    public OptionSpec<Double> learningRate() {
        return FramePrediction.RATE;
    }
}
