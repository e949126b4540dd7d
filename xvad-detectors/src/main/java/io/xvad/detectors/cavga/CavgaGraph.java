package io.xvad.detectors.cavga;

import io.xvad.detectors.autoencoder.AutoencoderGraph;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.vae.VaeGraph;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A variational autoencoder whose code has positions, and the attention of that code (Venkataramanan et al. 2020, section
 * 3.1): Grad-CAM (Selvaraju et al. 2017) from the sum of the code's means to the last features before it. As SameDiff does
 * not differentiate twice, the gradient is written out: with the code two convolutions of one value away from the features,
 * it is the second's weights, summed over the code, through the rectifier's slopes and the first's weights.
 */
final class CavgaGraph {

    static final String NOISE = "noise";
    static final String MISSING = "missing-attention";
    static final String EXPANSION_LOSS = "expansion-loss";
    static final String LOSS = "loss";
    static final String DIFFERENCE = "difference";
    static final int STRIDE = 8;

    private static final double SLOPE = 0.2;

    private final Trainable net;
    private final SameDiff graph;
    private final Layers layers;

    private CavgaGraph(Trainable net) {
        this.net = net;
        this.graph = net.graph();
        this.layers = new Layers(net);
    }

    static Trainable build(int size, int width, int channels, double beta, double attentionWeight, long seed) {
        Trainable net = new Trainable(seed);
        new CavgaGraph(net).build(size, width, channels, beta, attentionWeight);
        return net;
    }

    private void build(int size, int width, int channels, double beta, double attentionWeight) {
        SDVariable input = net.input(ImageRecipe.INPUT, 3, size, size);
        SDVariable x = layers.rectified("encoder-1", input, 3, width, 4, 2, 1);
        x = layers.rectified("encoder-2", x, width, 2 * width, 4, 2, 1);
        SDVariable features = layers.rectified("encoder-3", x, 2 * width, 2 * width, 4, 2, 1);
        SDVariable before = layers.convolution("head", features, 2 * width, 2 * width, 1, 1, 0);
        SDVariable head = graph.nn().leakyRelu(before, SLOPE);
        SDVariable mean = layers.convolution("mean", head, 2 * width, channels, 1, 1, 0);
        SDVariable logVariance = layers.convolution("log-variance", head, 2 * width, channels, 1, 1, 0);
        SDVariable noise = net.input(NOISE, channels, size / STRIDE, size / STRIDE);
        SDVariable drawn = mean.add(graph.math().exp(logVariance.mul(0.5)).mul(noise));
        SDVariable output = decoded(drawn, width, channels).rename(ImageRecipe.OUTPUT);

        long codes = (long) channels * (size / STRIDE) * (size / STRIDE);
        long values = 3L * size * size;
        VaeGraph.loss(graph, input, output, mean.reshape(-1, codes), logVariance.reshape(-1, codes), beta, values);
        SDVariable missing =
                attention(features, before, 2 * width, channels).rsub(1).rename(MISSING);
        SDVariable expansion = missing.mean().rename(EXPANSION_LOSS);
        graph.getVariable(VaeGraph.LOSS).add(expansion.mul(attentionWeight)).rename(LOSS);
        AutoencoderGraph.residual(graph, input, output);
        graph.math().abs(output.sub(input)).reshape(-1, values).mean(1).rename(DIFFERENCE);
    }

    private SDVariable decoded(SDVariable code, int width, int channels) {
        SDVariable x = layers.rectified("decoder-1", code, channels, 2 * width, 3, 1, 1);
        x = layers.enlarged("decoder-2", x, 2 * width, 2 * width);
        x = layers.enlarged("decoder-3", x, 2 * width, width);
        x = layers.enlarged("decoder-4", x, width, width);
        return graph.nn().sigmoid(layers.convolution("decoder-5", x, width, 3, 3, 1, 1));
    }

    /** Shape (N, height, width), in (0, 1). */
    private SDVariable attention(SDVariable features, SDVariable before, int inner, int channels) {
        SDVariable slopes = graph.math()
                .sign(before)
                .mul((1 - SLOPE) / 2)
                .add((1 + SLOPE) / 2)
                .mean(2, 3);
        SDVariable first = graph.getVariable("head").reshape(inner, inner);
        SDVariable second =
                graph.getVariable("mean").reshape(inner, channels).sum(1).reshape(1, inner);
        SDVariable weights = slopes.mul(second).mmul(graph.transpose(first));
        return graph.nn().sigmoid(features.mul(weights.reshape(-1, inner, 1, 1)).sum(1));
    }
}
