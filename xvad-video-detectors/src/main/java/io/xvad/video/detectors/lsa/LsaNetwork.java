package io.xvad.video.detectors.lsa;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is latent space autoregression's own. */
final class LsaNetwork implements FrameNetwork {

    private static final String SURPRISE = "surprise";
    private static final String RAW = "raw-code";
    private static final String MEAN = "code-mean";
    private static final String VARIANCE = "code-variance";
    private static final double SLOPE = 0.2;
    private static final double KEPT = 0.9;

    @Override
    public WindowLayout sight(Options options) {
        return new WindowLayout(options.get(Lsa.FRAMES), false);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = FrameNetworkOptions.size(options);
        int frames = options.get(Lsa.FRAMES);
        int length = options.get(Lsa.CODE);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, frames, size, size);
        net.input(TARGET, 1, size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), false);
        FrameUnet.Encoded encoded = unet.encoded(seen, frames);
        Layers layers = new Layers(net);
        int side = size / FrameUnet.STRIDE;
        int values = unet.channels() * side * side;
        SDVariable flat = encoded.code().reshape(-1, values);
        SDVariable raw = layers.dense("code", flat, values, length).rename(RAW);
        SDVariable mean = net.kept(MEAN, 0, 1, length);
        SDVariable variance = net.kept(VARIANCE, 1, 1, length);
        SDVariable standardised = raw.sub(mean).div(net.graph().math().sqrt(variance));
        SDVariable code = net.graph().nn().sigmoid(standardised);
        SDVariable widened = net.graph().nn().leakyRelu(layers.dense("widened", code, length, values), SLOPE);
        SDVariable output =
                unet.decoded(encoded, widened.reshape(-1, unet.channels(), side, side), unet.channels(), frames);
        SDVariable errors =
                new FrameLosses(net.graph(), size).errors(output, seen).rename(ERROR);
        SDVariable surprise = new LatentDensity(net, length, options.get(Lsa.BINS), options.get(Lsa.FEATURES))
                .surprise(code)
                .rename(SURPRISE);
        errors.mean()
                .mul(frames * size * size)
                .add(surprise.mean().mul(length * options.get(Lsa.LAMBDA)))
                .rename(LOSS);
        return net;
    }

    /** Else the sigmoid is soon where it has no slope. */
    @Override
    public void prepare(Trainable net, Map<String, INDArray> inputs, Options options) {
        keep(net, MovingStatistics.of(net.run(inputs, RAW), options.get(Lsa.CODE)));
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        return inputs ->
                keep(net, new MovingStatistics(net.value(MEAN), net.value(VARIANCE)).after(net.run(inputs, RAW), KEPT));
    }

    private static void keep(Trainable net, MovingStatistics standard) {
        net.keep(MEAN, standard.mean());
        net.keep(VARIANCE, standard.variance());
    }

    @Override
    public List<Term> terms(Options options) {
        return List.of(new Term(SURPRISE, "nats a value", SURPRISE, 1));
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Lsa.EPOCHS;
    }

    @Override
    public OptionSpec<Double> learningRate() {
        return Lsa.RATE;
    }
}
