package io.xvad.detectors.draem;

import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.SsimGraph;
import io.xvad.training.Layers;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The two networks of DRAEM (Zavrtanik et al. 2021, figure 3) and their loss (equations 2 and 3): squared error and
 * structural dissimilarity of the reconstruction, and focal loss (Lin et al. 2017) of the segmentation.
 */
final class DraemGraph {

    static final String NORMAL = "normal";
    static final String MASK = "mask";
    static final String PROBABILITY = "probability";
    static final String LOSS = "loss";

    private static final int FOCUS = 2;
    /** Anomalous pixels are held for rare at first (Lin et al. 2017, section 4.1: a prior of 0.05). */
    private static final double RARE = 3;

    private static final double SMALLEST = 1e-6;

    private final Trainable net;
    private final SameDiff graph;
    private final Layers layers;
    private final int width;

    private DraemGraph(Trainable net, int width) {
        this.net = net;
        this.graph = net.graph();
        this.layers = new Layers(net);
        this.width = width;
    }

    /** With a predictive block at the end of the reconstruction's encoder if its weight is above 0. */
    static Trainable build(int size, int width, double blockWeight, long seed) {
        Trainable net = new Trainable(seed);
        DraemGraph draem = new DraemGraph(net, width);
        SDVariable input = net.input(ImageRecipe.INPUT, 3, size, size);
        SDVariable encoded = draem.encoded(input);
        SDVariable loss = net.graph().constant(0f);
        if (blockWeight > 0) {
            Sspcab block = Sspcab.add(net, "block", encoded, 8 * width, size / 8);
            encoded = block.output();
            loss = block.loss().mul(blockWeight);
        }
        SDVariable output = draem.decoded(encoded).rename(ImageRecipe.OUTPUT);
        SDVariable logits = draem.segmented(net.graph().concat(1, input, output));
        SDVariable normal = net.input(NORMAL, 3, size, size);
        SDVariable mask = net.input(MASK, size, size);
        loss.add(reconstructionLoss(net.graph(), normal, output, size))
                .add(focalLoss(net.graph(), logits, mask))
                .rename(LOSS);
        return net;
    }

    static SDVariable reconstructionLoss(SameDiff graph, SDVariable normal, SDVariable output, int size) {
        SDVariable squared = graph.math().square(output.sub(normal)).mean();
        return squared.add(SsimGraph.of(graph, normal, output, 3, size).mean().rsub(1));
    }

    /** Of logits of shape (N, 1, H, W), which are those of two classes less one another; names the probabilities. */
    static SDVariable focalLoss(SameDiff graph, SDVariable logits, SDVariable mask) {
        SDVariable probability = graph.nn().sigmoid(logits).sum(1).rename(PROBABILITY);
        SDVariable right = probability.mul(mask).add(probability.rsub(1).mul(mask.rsub(1)));
        SDVariable wrong = right.rsub(1);
        return graph.math()
                .pow(wrong, FOCUS)
                .mul(graph.math().log(right.add(SMALLEST)))
                .mean()
                .neg();
    }

    private SDVariable encoded(SDVariable input) {
        SDVariable x = layers.rectified("encoder-1", input, 3, width, 3, 1, 1);
        x = layers.rectified("encoder-2", x, width, 2 * width, 4, 2, 1);
        x = layers.rectified("encoder-3", x, 2 * width, 4 * width, 4, 2, 1);
        return layers.rectified("encoder-4", x, 4 * width, 8 * width, 4, 2, 1);
    }

    private SDVariable decoded(SDVariable encoded) {
        SDVariable x = layers.enlarged("decoder-1", encoded, 8 * width, 4 * width);
        x = layers.enlarged("decoder-2", x, 4 * width, 2 * width);
        x = layers.enlarged("decoder-3", x, 2 * width, width);
        return graph.nn().sigmoid(layers.convolution("decoder-4", x, width, 3, 3, 1, 1));
    }

    /** A network with skips (Ronneberger et al. 2015). */
    private SDVariable segmented(SDVariable both) {
        SDVariable one = layers.rectified("down-1", both, 6, width, 3, 1, 1);
        SDVariable two = layers.rectified("down-2", one, width, 2 * width, 4, 2, 1);
        SDVariable four = layers.rectified("down-3", two, 2 * width, 4 * width, 4, 2, 1);
        SDVariable eight = layers.rectified("down-4", four, 4 * width, 4 * width, 4, 2, 1);
        SDVariable x = layers.joined("up-1", eight, four, 4 * width, 4 * width, 2 * width);
        x = layers.joined("up-2", x, two, 2 * width, 2 * width, width);
        x = layers.joined("up-3", x, one, width, width, width);
        return layers.convolution("told", x, width, 1, 3, 1, 1).sub(RARE);
    }
}
