package io.xvad.generative.flow;

import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A normalising flow of affine coupling steps (Dinh, Sohl-Dickstein and Bengio 2017, "Density estimation using Real NVP", ICLR, equations 7
 * and 8), as FastFlow's and CFLOW-AD's published codes have them. The first half of the channels, the larger one if they are odd, stays as
 * it is and says by a network how the second is scaled and shifted; then all channels are scaled and shifted once more, by weights, and
 * mixed:
 *
 * <pre>
 * (a, b) = 0.1 subnet(x1),  s = clamp tanh(a),  y2 = x2 exp(s) + b,
 * z = ((x1, y2) g + o) R,   g = 0.2 log(1 + exp(G / 2)),   log |det J| = sum s + sum log g
 * </pre>
 *
 * with an orthogonal R that is drawn once. A step begins with g = 1 and o = 0.
 *
 * @param steps how many, each with weights of its own
 * @param channels of a place, at least 2
 * @param clamp largest absolute value of a logarithm of a scale, above 0
 * @param layout of the features
 * @param mixing kind of R
 */
public record Flow(int steps, int channels, double clamp, Layout layout, Mixing mixing) {

    private static final double SUBNET_SCALE = 0.1;
    private static final double SOFTNESS = 0.5;
    private static final double SCALE = 0.2;

    /** The G whose scale is 1: {@code 2 log(exp(5) - 1)}. */
    private static final double NO_CHANGE = Math.log(Math.expm1(1 / SCALE)) / SOFTNESS;

    /** @throws IllegalArgumentException if features have a single channel, which cannot be halved */
    public Flow {
        if (channels < 2) {
            throw new IllegalArgumentException("a flow needs features of 2 channels or more, got " + channels);
        }
    }

    private int kept() {
        return channels - changed();
    }

    private int changed() {
        return channels / 2;
    }

    /**
     * Adds a flow to a graph; over the same weights if one of this name has been added before.
     *
     * @param name with which the names of its weights begin
     * @param features in the layout of this flow
     * @param random draws how channels are mixed
     */
    public Latent of(Trainable net, String name, SDVariable features, Subnet subnet, UniformRandomProvider random) {
        SDVariable x = features;
        List<SDVariable> ofPlaces = new ArrayList<>();
        List<SDVariable> ofAll = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            String step = name + "-" + i;
            SDVariable first = layout.channels(x, 0, kept());
            SDVariable told = subnet.of(step, i, first, kept(), 2 * changed()).mul(SUBNET_SCALE);
            SDVariable logScale =
                    net.graph().math().tanh(layout.channels(told, 0, changed())).mul(clamp);
            SDVariable second = layout.channels(x, kept(), channels)
                    .mul(net.graph().math().exp(logScale))
                    .add(layout.channels(told, changed(), 2 * changed()));
            SDVariable scale = scale(net, step);
            x = mixed(net, step, net.graph().concat(1, first, second), scale, random);
            ofPlaces.add(layout.sum(net, logScale, changed()));
            ofAll.add(net.graph().math().log(scale).sum());
        }
        SDVariable logDeterminant = Trainable.sum(ofPlaces).add(Trainable.sum(ofAll));
        return new Latent(x, layout.sum(net, net.graph().math().square(x), channels), logDeterminant, channels);
    }

    /** The scale g of each channel, above 0, shape (C, 1). */
    private SDVariable scale(Trainable net, String step) {
        SameDiff graph = net.graph();
        SDVariable weights = net.constant(step + "-scale", NO_CHANGE, channels, 1);
        return graph.nn().softplus(weights.mul(SOFTNESS)).mul(SCALE);
    }

    private SDVariable mixed(Trainable net, String step, SDVariable x, SDVariable scale, UniformRandomProvider random) {
        String name = step + "-mixing";
        boolean isNew = !net.graph().hasVariable(name);
        SDVariable matrix = net.kept(name, 0, channels, channels);
        if (isNew) {
            net.keep(name, mixing.matrix(channels, random));
        }
        SDVariable offset = net.constant(step + "-offset", 0, 1, channels);
        return layout.mapped(net, x, matrix.mul(scale), offset.mmul(matrix), channels);
    }
}
