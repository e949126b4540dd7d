package io.xvad.generative.gan;

import io.xvad.training.GradientFunction;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A critic that learns the Wasserstein distance of made from real images with a gradient penalty (Gulrajani et al. 2017, "Improved Training
 * of Wasserstein GANs", algorithm 1): {@code mean D(made) - mean D(real) + lambda mean (|grad D(x)| - 1)^2}, the gradient with respect to x,
 * each x drawn uniformly from the line between a real and a made image, and its length over all values of the image.
 *
 * <p>SameDiff does not differentiate twice. With {@code g = grad D(x)} and its direction {@code u = g / |g|} held, the gradient of {@code |g|}
 * by the weights is that of {@code (D(x + e u) - D(x - e u)) / (2 e)} up to terms of {@code e^2}. So a step has two runs of the critic: one for
 * g, and one whose loss is a weighted sum of what the critic says of real and made images and of both neighbours of each x. Images of a batch
 * must not see each other in it, as they would in a batch normalisation. Not thread-safe.
 */
public final class WassersteinCritic implements Critic {

    static final String SEEN = "seen";
    static final String SHARES = "shares";
    static final String OFFSET = "offset";
    static final String LOSS = "critic-loss";

    private static final double STEP = 0.02;
    private static final double TINY = 1e-12;

    private final Trainable net;
    private final long[] shape;
    private final double penalty;
    private final double step;
    private final Optimiser optimiser;

    /**
     * A critic.
     *
     * @param net empty, of the critic alone
     * @param told adds the critic to a graph: of images of shape (N, C, H, W) one number each, shape (N, 1)
     * @param shape of an image, (C, H, W)
     * @param penalty weight of the gradient penalty (lambda)
     * @param rule of its weights
     */
    public WassersteinCritic(
            Trainable net,
            BiFunction<Trainable, SDVariable, SDVariable> told,
            long[] shape,
            double penalty,
            WeightRule rule) {
        this(net, told, shape, penalty, rule, STEP);
    }

    WassersteinCritic(
            Trainable net,
            BiFunction<Trainable, SDVariable, SDVariable> told,
            long[] shape,
            double penalty,
            WeightRule rule,
            double step) {
        this.net = net;
        this.shape = shape.clone();
        this.penalty = penalty;
        this.step = step;
        SDVariable each = told.apply(net, net.input(SEEN, shape)).reshape(-1).mul(net.input(SHARES));
        each.sum().add(net.input(OFFSET).sum()).rename(LOSS);
        optimiser = new Optimiser(net, name -> rule, LOSS);
        GradientFunction.add(net.graph(), SEEN);
    }

    @Override
    public Trainable net() {
        return net;
    }

    @Override
    public Optimiser optimiser() {
        return optimiser;
    }

    @Override
    public Map<String, INDArray> inputs(float[] real, float[] made, UniformRandomProvider random) {
        float[] between = between(real, made, random);
        float[] directions = gradient(between);
        double[] lengths = normalise(directions, real.length / length());
        float[] seen = new float[4 * real.length];
        System.arraycopy(real, 0, seen, 0, real.length);
        System.arraycopy(made, 0, seen, real.length, real.length);
        for (int i = 0; i < real.length; i++) {
            float moved = (float) (step * directions[i]);
            seen[2 * real.length + i] = between[i] + moved;
            seen[3 * real.length + i] = between[i] - moved;
        }
        return Map.of(SEEN, batch(seen), SHARES, Nd4j.createFromArray(shares(lengths)), OFFSET, offset(lengths));
    }

    private float[] between(float[] real, float[] made, UniformRandomProvider random) {
        float[] between = new float[real.length];
        float share = 0;
        for (int i = 0; i < between.length; i++) {
            share = i % length() == 0 ? random.nextFloat() : share;
            between[i] = share * real[i] + (1 - share) * made[i];
        }
        return between;
    }

    /** The gradient of what the critic says of each image by the image. */
    private float[] gradient(float[] images) {
        float[] ones = new float[images.length / length()];
        Arrays.fill(ones, 1);
        try (INDArray seen = batch(images);
                INDArray shares = Nd4j.createFromArray(ones);
                INDArray offset = Nd4j.zeros(1)) {
            return net.gradient(Map.of(SEEN, seen, SHARES, shares, OFFSET, offset), SEEN);
        }
    }

    /** Makes the gradient of each image one of length 1; their lengths. */
    private double[] normalise(float[] gradients, int images) {
        double[] lengths = new double[images];
        for (int i = 0; i < gradients.length; i++) {
            lengths[i / length()] += (double) gradients[i] * gradients[i];
        }
        for (int i = 0; i < images; i++) {
            lengths[i] = Math.sqrt(lengths[i]);
        }
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] /= (float) (lengths[i / length()] + TINY);
        }
        return lengths;
    }

    /** What each image weighs in the loss: real, made, ahead and behind. */
    private float[] shares(double[] lengths) {
        int images = lengths.length;
        float[] shares = new float[4 * images];
        for (int i = 0; i < images; i++) {
            double steep = penalty * (lengths[i] - 1) / (images * step);
            shares[i] = -1f / images;
            shares[images + i] = 1f / images;
            shares[2 * images + i] = (float) steep;
            shares[3 * images + i] = (float) -steep;
        }
        return shares;
    }

    /** What makes the penalty of the linear sum: {@code (|g| - 1)^2} less {@code 2 (|g| - 1) |g|}. */
    private INDArray offset(double[] lengths) {
        double sum = 0;
        for (double length : lengths) {
            sum += (length - 1) * (length - 1) - 2 * (length - 1) * length;
        }
        return Nd4j.createFromArray((float) (penalty * sum / lengths.length));
    }

    private INDArray batch(float[] images) {
        long[] all = new long[shape.length + 1];
        all[0] = images.length / length();
        System.arraycopy(shape, 0, all, 1, shape.length);
        return Nd4j.create(images, all, 'c');
    }

    private int length() {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    }
}
