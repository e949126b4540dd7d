package io.xvad.training;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The self-supervised predictive convolutional attentive block (Ristea et al., 2022): a convolution that sees the corners of
 * a neighbourhood, but not its centre, predicts the centre, and channels are weighed by squeeze and excitation (Hu et al.,
 * 2018). As in the paper, corners are of one value and a dilation of one keeps them from the centre.
 *
 * @param output what was predicted, of the shape of the input
 * @param loss mean squared difference from the input
 */
public record Sspcab(SDVariable output, SDVariable loss) {

    private static final int REACH = 2;
    private static final int REDUCTION = 8;

    /** Adds a block for squares of such a side. */
    public static Sspcab add(Trainable net, String name, SDVariable x, int channels, int side) {
        SameDiff graph = net.graph();
        Layers layers = new Layers(net);
        SDVariable predicted =
                graph.nn().relu(layers.corners(name + "-corners", x, channels, channels, REACH, side), 0);
        int squeezed = Math.max(1, channels / REDUCTION);
        SDVariable squeeze =
                graph.nn().relu(layers.dense(name + "-squeeze", predicted.mean(2, 3), channels, squeezed), 0);
        SDVariable excitation = graph.nn().sigmoid(layers.dense(name + "-excite", squeeze, squeezed, channels));
        SDVariable output = predicted.mul(excitation.reshape(-1, channels, 1, 1));
        return new Sspcab(output, graph.math().square(output.sub(x)).mean());
    }
}
