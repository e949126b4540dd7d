package io.xvad.video.detectors.lsa;

import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.AnnealedRate;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An autoencoder with a short code in [0, 1] and the density of that code. The loss is the sum of the squared errors of a window and of
 * the negative log-likelihoods of its code's values (Abati et al., 2019).
 *
 * @param options of the detector
 */
record LsaNetwork(Options options) implements FrameNetwork {

    /** Name of the negative log-likelihoods of the values of the code, in nats, shape (N * length). */
    static final String SURPRISE = "surprise";

    private static final String RAW = "raw-code";
    private static final String MEAN = "code-mean";
    private static final String VARIANCE = "code-variance";
    private static final double SLOPE = 0.2;
    private static final double KEPT = 0.9;

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int size = form.size();
        int planes = options.get(Lsa.FRAMES) * form.channels();
        int length = options.get(Lsa.CODE);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, planes, size, size);
        net.input(TARGET, form.channels(), size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), false);
        FrameUnet.Encoded encoded = unet.encoded(seen, planes);
        Layers layers = new Layers(net);
        int side = size / FrameUnet.STRIDE;
        int values = unet.channels() * side * side;
        SDVariable flat = encoded.code().reshape(-1, values);
        SDVariable code =
                normalised(net, layers.dense("code", flat, values, length).rename(RAW), length);
        SDVariable widened = net.graph().nn().leakyRelu(layers.dense("widened", code, length, values), SLOPE);
        SDVariable output =
                unet.decoded(encoded, widened.reshape(-1, unet.channels(), side, side), unet.channels(), planes);
        SDVariable errors =
                new FrameLosses(net.graph(), size).errors(output, seen).rename(ERROR);
        SDVariable surprise = new LatentDensity(net, length, options.get(Lsa.BINS), options.get(Lsa.FEATURES))
                .surprise(code)
                .rename(SURPRISE);
        errors.mean()
                .mul(planes * size * size)
                .add(surprise.mean().mul(length * options.get(Lsa.SURPRISE_WEIGHT)))
                .rename(LOSS);
        return net;
    }

    /** The sigmoid of the standardised code. */
    private static SDVariable normalised(Trainable net, SDVariable raw, int length) {
        SDVariable mean = net.kept(MEAN, 0, 1, length);
        SDVariable variance = net.kept(VARIANCE, 1, 1, length);
        SDVariable standardised = raw.sub(mean).div(net.graph().math().sqrt(variance));
        return net.graph().nn().sigmoid(standardised);
    }

    /** Standardises the code from the first step on, since the sigmoid would soon have no slope otherwise. */
    @Override
    public void prepare(Trainable net, Map<String, INDArray> inputs, long seed) {
        keep(net, MovingStatistics.of(net.run(inputs, RAW), options.get(Lsa.CODE)));
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, AnnealedRate rate, long seed) {
        return inputs ->
                keep(net, new MovingStatistics(net.value(MEAN), net.value(VARIANCE)).after(net.run(inputs, RAW), KEPT));
    }

    private static void keep(Trainable net, MovingStatistics statistics) {
        net.keep(MEAN, statistics.mean());
        net.keep(VARIANCE, statistics.variance());
    }
}
