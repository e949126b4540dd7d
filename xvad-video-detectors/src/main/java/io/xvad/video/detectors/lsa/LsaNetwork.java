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
 * An autoencoder with a short code in [0, 1] for each square of a window, and the density of these codes. The loss of a square is the sum of its
 * squared errors and of the negative log-likelihoods of its code's values (Abati et al., 2019).
 *
 * @param options of the detector
 */
record LsaNetwork(Options options) implements FrameNetwork {

    /** Name of the negative log-likelihoods of the values of the code, in nats, shape (N * squares * length). */
    static final String SURPRISE = "surprise";

    private static final String RAW = "raw-code";
    private static final String MEAN = "code-mean";
    private static final String VARIANCE = "code-variance";
    private static final double SLOPE = 0.2;
    private static final double KEPT = 0.9;

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int planes = options.get(Lsa.FRAMES) * form.channels();
        int length = options.get(Lsa.CODE);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, planes, form.size(), form.size());
        net.input(TARGET, form.channels(), form.size(), form.size());
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), false);
        FrameUnet.Encoded encoded = unet.encoded(seen, planes);
        CodeCells cells = new CodeCells(unet.channels(), form.size() / patch(), patch() / FrameUnet.STRIDE);
        Layers layers = new Layers(net);
        SDVariable raw = layers.dense("code", cells.rows(encoded.code()), cells.values(), length);
        SDVariable code = normalised(net, raw.rename(RAW), length);
        SDVariable widened = net.graph().nn().leakyRelu(layers.dense("widened", code, length, cells.values()), SLOPE);
        SDVariable output = unet.decoded(encoded, cells.map(widened), unet.channels(), planes);
        SDVariable errors = new FrameLosses(net.graph(), form.size()).errors(output, seen);
        SDVariable surprise =
                new LatentDensity(net, length, options.get(Lsa.BINS), options.get(Lsa.FEATURES)).surprise(code);
        loss(errors.rename(ERROR), surprise.rename(SURPRISE), planes).rename(LOSS);
        return net;
    }

    /** The loss of a square, mean over all squares: its summed squared errors and the weighted negative log-likelihood of its code. */
    private SDVariable loss(SDVariable errors, SDVariable surprise, int planes) {
        double surprises = options.get(Lsa.CODE) * options.get(Lsa.SURPRISE_WEIGHT);
        return errors.mean().mul(planes * patch() * patch()).add(surprise.mean().mul(surprises));
    }

    private int patch() {
        return Lsa.patch(options);
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
