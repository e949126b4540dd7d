package io.xvad.detectors.autoencoder;

import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.SsimGraph;
import io.xvad.training.Layers;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The convolutional autoencoder of Bergmann et al. 2019 (table 1), for pictures whose side is a multiple of 16; nearest
 * enlargement and a convolution stand for its transposed convolutions. Values go in and come out in [0, 1].
 */
public final class AutoencoderGraph {

    public static final String MSE = "mse-loss";
    public static final String RESIDUAL = "residual-map";
    static final String SSIM = "ssim-loss";
    static final String SSIM_MAP = "ssim-map";

    /** What is appended to the names of losses to which that of a predictive block was added. */
    static final String WITH_BLOCK = "-with-block";

    private static final int CHANNELS = 3;
    private static final int CONVOLVED = 32;

    private AutoencoderGraph() {}

    public static Trainable build(int size, int latent, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable input = net.input(ImageRecipe.INPUT, CHANNELS, size, size);
        restored(net, input, coded(new Layers(net), convolved(new Layers(net), input), size, latent), size, latent);
        return net;
    }

    /** With a predictive block before the code, whose loss is added to both. */
    public static Trainable build(int size, int latent, double blockWeight, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable input = net.input(ImageRecipe.INPUT, CHANNELS, size, size);
        Sspcab block = Sspcab.add(net, "block", convolved(new Layers(net), input), CONVOLVED, size / 16);
        restored(net, input, coded(new Layers(net), block.output(), size, latent), size, latent);
        for (String loss : List.of(MSE, SSIM)) {
            net.graph().getVariable(loss).add(block.loss().mul(blockWeight)).rename(loss + WITH_BLOCK);
        }
        return net;
    }

    private static void restored(Trainable net, SDVariable input, SDVariable code, int size, int latent) {
        SameDiff graph = net.graph();
        SDVariable output =
                graph.nn().sigmoid(decoded(new Layers(net), code, size, latent)).rename(ImageRecipe.OUTPUT);
        losses(graph, input, output, size);
    }

    /** Squared difference of each pixel, averaged over channels. */
    public static SDVariable residual(SameDiff graph, SDVariable input, SDVariable output) {
        return graph.math().square(output.sub(input)).mean(1).rename(RESIDUAL);
    }

    public static void losses(SameDiff graph, SDVariable input, SDVariable output, int size) {
        residual(graph, input, output).mean().rename(MSE);
        SDVariable similarity =
                SsimGraph.of(graph, input, output, CHANNELS, size).rename(SSIM_MAP);
        similarity.mean().rsub(1).rename(SSIM);
    }

    public static SDVariable encoded(Layers layers, SDVariable input, int size, int latent) {
        return coded(layers, convolved(layers, input), size, latent);
    }

    private static SDVariable convolved(Layers layers, SDVariable input) {
        SDVariable x = layers.rectified("encoder-1", input, CHANNELS, 32, 4, 2, 1);
        x = layers.rectified("encoder-2", x, 32, 32, 4, 2, 1);
        x = layers.rectified("encoder-3", x, 32, 32, 3, 1, 1);
        x = layers.rectified("encoder-4", x, 32, 64, 4, 2, 1);
        x = layers.rectified("encoder-5", x, 64, 64, 3, 1, 1);
        x = layers.rectified("encoder-6", x, 64, 128, 4, 2, 1);
        x = layers.rectified("encoder-7", x, 128, 64, 3, 1, 1);
        return layers.rectified("encoder-8", x, 64, CONVOLVED, 3, 1, 1);
    }

    private static SDVariable coded(Layers layers, SDVariable convolved, int size, int latent) {
        int values = CONVOLVED * (size / 16) * (size / 16);
        return layers.dense("code", convolved.reshape(-1, values), values, latent);
    }

    public static SDVariable decoded(Layers layers, SDVariable code, int size, int latent) {
        int side = size / 16;
        SDVariable x = layers.dense("decode", code, latent, 32 * side * side).reshape(-1, 32, side, side);
        x = layers.rectified("decoder-1", x, 32, 64, 3, 1, 1);
        x = layers.rectified("decoder-2", x, 64, 128, 3, 1, 1);
        x = layers.enlarged("decoder-3", x, 128, 64);
        x = layers.rectified("decoder-4", x, 64, 64, 3, 1, 1);
        x = layers.enlarged("decoder-5", x, 64, 32);
        x = layers.rectified("decoder-6", x, 32, 32, 3, 1, 1);
        x = layers.enlarged("decoder-7", x, 32, 32);
        x = layers.enlarged("decoder-8", x, 32, 32);
        return layers.convolution("decoder-9", x, 32, CHANNELS, 3, 1, 1);
    }
}
