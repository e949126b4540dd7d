package io.xvad.video.detectors.frameprediction;

import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.AnnealedRate;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The U-Net of frame prediction and its loss: intensity, gradient, flow, and what a {@link FrameCritic} tells it from true frames
 * by (Liu et al., 2018, equation 7).
 *
 * @param options of the detector
 */
record FramePredictionNetwork(Options options) implements FrameNetwork {

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int size = form.size();
        int frames = FramePrediction.WINDOW.seen();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, (long) frames * form.channels(), size, size);
        SDVariable target = net.input(TARGET, form.channels(), size, size);
        SDVariable output = new FrameUnet(net, width(), true)
                .predicted(seen, frames, form.channels())
                .rename(FrameCritic.PREDICTED);
        SDVariable before = latest(seen, frames, form.channels());
        FrameLosses losses = new FrameLosses(net.graph(), size);
        SDVariable loss = loss(losses, output, target, before, options.get(FramePrediction.FLOW_WEIGHT));
        if (isJudged()) {
            SDVariable deceived = FrameCritic.deceived(net, output, form.channels(), width());
            loss = loss.add(deceived.mul(options.get(FramePrediction.ADVERSARIAL_WEIGHT)));
        }
        loss.rename(LOSS);
        return net;
    }

    private int width() {
        return options.get(FrameNetworkOptions.WIDTH);
    }

    private boolean isJudged() {
        return options.get(FramePrediction.ADVERSARIAL_WEIGHT) > 0;
    }

    private static SDVariable latest(SDVariable seen, int frames, int channels) {
        SDIndex all = SDIndex.all();
        return seen.get(all, SDIndex.interval((long) (frames - 1) * channels, (long) frames * channels), all, all);
    }

    /** Intensity, gradient and flow, whose weight is given. */
    static SDVariable loss(
            FrameLosses losses, SDVariable output, SDVariable target, SDVariable before, double flowWeight) {
        SDVariable loss = losses.intensityAndGradient(output, target);
        return flowWeight > 0
                ? loss.add(FlowLoss.of(losses.graph(), losses.size(), before, output, target)
                        .mul(flowWeight))
                : loss;
    }

    /** The weights of the critic are copies, which it sets itself. */
    @Override
    public boolean trains(String weight) {
        return !FrameCritic.owns(weight);
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, AnnealedRate rate, long seed) {
        return isJudged() ? new FrameCritic(net, FrameForm.of(options), width(), rate, seed) : inputs -> {};
    }
}
