package io.xvad.training.layers;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) as PyTorch has it: in training each channel gets the mean 0 and the variance 1 of its batch,
 * when scoring those that all batches had on average; then a scale and a shift that are learned. Each step of an optimiser moves the
 * averages by a tenth towards mean and unbiased variance of its batch; they are kept with the weights. A batch of one value a channel has
 * the variance 0.
 *
 * @param net whose weights these are
 * @param names of the weights
 * @param channels how many
 */
public record BatchNormalisation(Trainable net, Names names, int channels) {

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    /**
     * Names of the weights, each of shape (1, C).
     *
     * @param scale learned
     * @param shift learned
     * @param mean kept
     * @param variance kept
     */
    public record Names(String scale, String shift, String mean, String variance) {

        /** Those of a layer. */
        public static Names of(String layer) {
            return of(layer, "");
        }

        /** Those of a layer that learns from batches of several kinds, with averages of its own for each, whose names start with a prefix. */
        public static Names of(String layer, String batches) {
            return new Names(
                    layer + "-scale",
                    layer + "-shift",
                    batches + layer + "-running-mean",
                    batches + layer + "-running-variance");
        }
    }

    /** A layer of this name. */
    public BatchNormalisation(Trainable net, String name, int channels) {
        this(net, Names.of(name), channels);
    }

    /** Normalises images of shape (N, C, H, W) by channel. */
    public SDVariable images(SDVariable x, Mode mode) {
        return mode == Mode.TRAINING
                ? byBatch(Channels.images(net.graph(), x, channels))
                : byAverage(x, 1, channels, 1, 1);
    }

    /** Normalises rows of shape (N, C) by column. */
    public SDVariable rows(SDVariable x, Mode mode) {
        return mode == Mode.TRAINING ? byBatch(Channels.columns(net.graph(), x)) : byAverage(x, 1, channels);
    }

    /** What values are multiplied by when scoring, shape (1, C). */
    public SDVariable factor() {
        return scale().div(net.graph().math().sqrt(runningVariance().add(EPSILON)));
    }

    private SDVariable byBatch(Channels values) {
        SameDiff graph = net.graph();
        SDVariable mean = values.mean(values.values());
        SDVariable centred = values.values().add(values.spread(mean.neg()));
        SDVariable variance = values.mean(centred.mul(centred));
        SDVariable factor = scale().div(graph.math().sqrt(variance.add(EPSILON)));
        SDVariable normal = centred.mul(values.spread(factor)).add(values.spread(shift()));
        follow(mean, variance, values.count(), normal);
        return values.shaped(normal);
    }

    private void follow(SDVariable mean, SDVariable variance, SDVariable count, SDVariable normal) {
        SDVariable unbiased = variance.mul(count).div(net.graph().math().max(count.sub(1), count.div(count)));
        runningMean();
        runningVariance();
        net.follow(names.mean, mean, MOMENTUM, normal);
        net.follow(names.variance, unbiased, MOMENTUM, normal);
    }

    private SDVariable byAverage(SDVariable x, long... shape) {
        SDVariable factor = factor();
        SDVariable rest = shift().sub(runningMean().mul(factor));
        return x.mul(factor.reshape(shape)).add(rest.reshape(shape));
    }

    private SDVariable scale() {
        return net.constant(names.scale, 1, 1, channels);
    }

    private SDVariable shift() {
        return net.constant(names.shift, 0, 1, channels);
    }

    private SDVariable runningMean() {
        return net.kept(names.mean, 0, 1, channels);
    }

    private SDVariable runningVariance() {
        return net.kept(names.variance, 1, 1, channels);
    }
}
