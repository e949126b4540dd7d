package io.xvad.video.detectors.dor;

import io.xvad.core.option.Options;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The layers on the frozen trunk, and their loss. With x the features of a frame, each channel less its mean by its deviation over the
 * frames that are learned from,
 *
 * <pre>{@code
 * A = relu(convolution x)            the activation, 1 x 1
 * h = relu(W mean over places of A + b)
 * f(x) = w . h + c
 * L = mean over the frames of |f(x) - y|, y = 1 for A and 0 for N
 * }</pre>
 *
 * @param shape of the features
 * @param options of {@link Dor}
 */
record OrdinalNetwork(FeatureShape shape, Options options) {

    /** Name of the mean of each channel, shape (1, channels, 1, 1). */
    static final String MEAN = "feature-mean";

    /** Name of the deviation of each channel, in the same shape. */
    static final String DEVIATION = "feature-deviation";

    /** Name of y, shape (frames, 1). */
    static final String ORDINAL = "pseudo-label";

    static final String LOSS = "loss";

    /** The network with its loss. */
    Trainable training(long seed) {
        Trainable net = new Trainable(seed);
        SDVariable score = score(net);
        net.graph().math().abs(score.sub(net.input(ORDINAL, 1))).mean().rename(LOSS);
        return net;
    }

    /** The network without its loss. */
    Trainable scoring() {
        Trainable net = new Trainable(0);
        score(net);
        return net;
    }

    private SDVariable score(Trainable net) {
        int channels = options.get(Dor.CHANNELS);
        int hidden = options.get(Dor.HIDDEN);
        Layers layers = new Layers(net);
        SDVariable mean = net.kept(MEAN, 0, 1, shape.channels(), 1, 1);
        SDVariable deviation = net.kept(DEVIATION, 1, 1, shape.channels(), 1, 1);
        SDVariable features = net.input(OrdinalOutputs.FEATURES, shape.channels(), shape.rows(), shape.columns());
        SDVariable scaled = features.sub(mean).div(deviation);
        SDVariable convolved = layers.convolution("convolution", scaled, shape.channels(), channels, 1, 1, 0);
        SDVariable activation = net.graph().nn().relu(convolved, 0).rename(OrdinalOutputs.ACTIVATION);
        SDVariable connected = layers.dense(OrdinalOutputs.HIDDEN_WEIGHTS, activation.mean(2, 3), channels, hidden);
        SDVariable units = net.graph().nn().relu(connected, 0).rename(OrdinalOutputs.HIDDEN);
        return layers.dense(OrdinalOutputs.SCORE_WEIGHTS, units, hidden, 1).rename(OrdinalOutputs.SCORE);
    }
}
