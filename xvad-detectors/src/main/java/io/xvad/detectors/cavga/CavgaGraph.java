package io.xvad.detectors.cavga;

import io.xvad.detectors.network.GaussianCode;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.PixelCrossEntropy;
import io.xvad.detectors.network.SquaredError;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

/**
 * Graph and losses of CAVGA without labels (Venkataramanan et al., 2020, section 3.1): {@code L + w_adv L_adv + w_ae L_ae}, with the
 * bound of a variational autoencoder {@code L}, the generator's part of an adversarial loss, and the attention expansion loss
 * {@code L_ae = mean(1 - A)}. The attention {@code A} is the sigmoid of Grad-CAM (Selvaraju et al., 2017) from the sum of the code's
 * means to the encoder's last convolution. Mean and log-variance of the code are convolutions of one value of that, so that the
 * gradient is the same at all positions: the weights of the mean, summed over the code's values. Written so, {@code L_ae} is
 * differentiated exactly, through weights and activations, though SameDiff does not differentiate twice.
 *
 * @param layers of encoder and generator
 * @param size side of the images
 * @param code values of the code at a position
 * @param weights of the losses
 */
record CavgaGraph(CavgaLayers layers, int size, int code, Weights weights) {

    static final String NOISE = "noise";
    static final String MISSING = "missing-attention";
    static final String DIFFERENCE = "difference";
    static final String RESTORED = "restored";
    static final String LOSS = "loss";
    static final String HELD_OUT_LOSS = "held-out-loss";

    private static final String MEAN = "mean";
    private static final String LAST = "encoder-out";
    private static final Conv2DConfig POINT = Conv2DConfig.builder().kH(1).kW(1).build();

    /**
     * Weights of the losses beside the reconstruction, which has 1.
     *
     * @param divergence of the code
     * @param attention that is missing
     * @param adversarial 0 leaves it out
     */
    record Weights(double divergence, double attention, double adversarial) {}

    Trainable build(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable images = net.input(ImageNetwork.INPUT, 3, size, size);
        SDVariable noise = net.input(NOISE, code, side(), side());
        Form training = form(net, Mode.TRAINING, images, noise);
        SDVariable restored = net.graph().nn().sigmoid(training.logits).rename(RESTORED);
        adversarial(net, training.loss, restored).rename(LOSS);
        Form scoring = form(net, Mode.SCORING, images, noise);
        scoring.last.rename(LAST);
        scoring.loss.rename(HELD_OUT_LOSS);
        scoring.missing.rename(MISSING);
        SDVariable output = net.graph().nn().sigmoid(scoring.logits).rename(ImageNetwork.OUTPUT);
        SquaredError.map(net.graph(), images, output);
        net.graph().math().abs(output.sub(images)).reshape(-1, values()).mean(1).rename(DIFFERENCE);
        return net;
    }

    /** Rows and columns of the code. */
    int side() {
        return size / layers.stride();
    }

    private long values() {
        return 3L * size * size;
    }

    private SDVariable adversarial(Trainable net, SDVariable loss, SDVariable restored) {
        return weights.adversarial == 0
                ? loss.mul(1)
                : loss.add(ImageCritic.deceived(net, restored, layers.width()).mul(weights.adversarial));
    }

    /** One of the two forms of the network, and its loss without an adversary. */
    private record Form(SDVariable last, SDVariable logits, SDVariable missing, SDVariable loss) {}

    private Form form(Trainable net, Mode mode, SDVariable images, SDVariable noise) {
        SDVariable last = layers.encoded(net, mode, images);
        Layers points = new Layers(net, mode);
        GaussianCode posterior = new GaussianCode(
                points.convolution(MEAN, last, layers.channels(), code, 1, 1, 0),
                points.convolution("log-variance", last, layers.channels(), code, 1, 1, 0));
        SDVariable logits = layers.generated(net, mode, posterior.drawn(noise), code);
        SDVariable missing = attention(net.graph(), last).rsub(1);
        SDVariable bound = PixelCrossEntropy.of(images, logits, values())
                .add(posterior.divergence((long) code * side() * side()).mul(weights.divergence))
                .div((double) values())
                .mean();
        return new Form(last, logits, missing, bound.add(missing.mean().mul(weights.attention)));
    }

    /** Shape (N, side, side), in (0, 1). */
    private SDVariable attention(SameDiff graph, SDVariable last) {
        SDVariable gradient =
                graph.getVariable(MEAN).reshape(layers.channels(), code).sum(1).reshape(1, 1, layers.channels(), 1);
        SDVariable attended = graph.cnn().conv2d(last, gradient, POINT);
        return graph.nn().sigmoid(attended).reshape(-1, side(), side());
    }
}
