package io.xvad.detectors.deepsvdd;

import io.xvad.detectors.network.ImageRecipe;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The network of Deep SVDD and its objectives (Ruff et al. 2018, equations 3 and 4, without the weight decay). It has no
 * bias, with which it could map everything to the centre (proposition 2), and its activations have no bound (proposition
 * 3). Pictures are centred on 0.
 */
final class DeepSvddGraph {

    static final String CODE = "code";
    static final String DISTANCE = "distance";
    static final String CENTRE = "centre";
    static final String RADIUS = "squared-radius";
    static final String ONE_CLASS_LOSS = "one-class-loss";
    static final String SOFT_LOSS = "soft-boundary-loss";

    private static final int STAGES = 4;

    private DeepSvddGraph() {}

    static Trainable build(int size, int width, int latent, double nu, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        SDVariable code = coded(net, net.input(ImageRecipe.INPUT, 3, size, size).sub(0.5), size, width, latent);
        SDVariable away = code.rename(CODE).sub(net.kept(CENTRE, 0, 1, latent));
        SDVariable distance = graph.math().square(away).sum(1).rename(DISTANCE);
        distance.mean().rename(ONE_CLASS_LOSS);
        SDVariable radius = net.kept(RADIUS, 0, 1);
        SDVariable outside = graph.nn().relu(distance.sub(radius), 0);
        outside.mean().div(nu).add(radius.sum()).rename(SOFT_LOSS);
        return net;
    }

    private static SDVariable coded(Trainable net, SDVariable picture, int size, int width, int latent) {
        Layers layers = new Layers(net);
        SDVariable x = picture;
        int in = 3;
        for (int stage = 1; stage <= STAGES; stage++) {
            int out = width << Math.min(2, stage - 1);
            x = layers.unbiased("stage-" + stage, x, in, out, 4, 2, 1);
            in = out;
        }
        int side = size >> STAGES;
        int values = in * side * side;
        return x.reshape(-1, values).mmul(net.weights("code-weights", values, latent, values, latent));
    }
}
