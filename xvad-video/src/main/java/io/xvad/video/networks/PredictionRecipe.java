package io.xvad.video.networks;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is frame prediction's own. */
final class PredictionRecipe implements VideoRecipe {

    private static final int SEEN_FRAMES = 4;
    static final String LOSS = "prediction-loss";

    @Override
    public int before() {
        return SEEN_FRAMES;
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = NetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, SEEN_FRAMES, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        SDVariable before = net.input(BEFORE, 1, size, size);
        SDVariable output = new FrameUnet(options.get(NetworkOptions.WIDTH), true).of(net, seen, SEEN_FRAMES);
        loss(new FrameLosses(net.graph(), size), output, target, before, options.get(FramePrediction.FLOW));
        return net;
    }

    static void loss(FrameLosses losses, SDVariable output, SDVariable target, SDVariable before, double flow) {
        SDVariable loss = losses.errors(output, target).rename(ERROR).mean().add(losses.gradient(output, target));
        SDVariable whole =
                flow > 0 ? loss.add(losses.flow(output, target, before).mul(flow)) : loss;
        whole.rename(LOSS);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(FramePrediction.RATE);
        return new Optimiser(net, LOSS, name -> rate, 0);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return FramePrediction.EPOCHS;
    }
}
