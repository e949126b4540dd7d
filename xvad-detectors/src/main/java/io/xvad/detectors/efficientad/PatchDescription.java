package io.xvad.detectors.efficientad;

import io.xvad.detectors.heads.Head;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The patch description network of EfficientAD (Batzner et al. 2024, table 6): few convolutions, so that each output sees a
 * small patch only. Halving convolutions stand for its pooling.
 */
final class PatchDescription {

    static final String PICTURES = "pictures";
    static final String DESCRIPTION = "description";
    static final String LOSS = "distillation-loss";

    private PatchDescription() {}

    /**
     * Adds one.
     *
     * @param pictures shape (N, 3, size, size)
     * @param halvings how often the side is halved
     * @param out values of a description
     * @return shape (N * positions, out)
     */
    static SDVariable add(Trainable net, String name, SDVariable pictures, int halvings, int width, int out) {
        Layers layers = new Layers(net);
        SDVariable x = pictures.sub(0.5);
        int in = 3;
        for (int i = 1; i <= halvings; i++) {
            int channels = i == 1 ? width : 2 * width;
            x = layers.rectified(name + "-halve-" + i, x, in, channels, 4, 2, 1);
            in = channels;
        }
        x = layers.rectified(name + "-mix", x, in, in, 3, 1, 1);
        return rows(layers.convolution(name + "-describe", x, in, out, 1, 1, 0), out);
    }

    /** Shape (N, channels, height, width) as (N * height * width, channels). */
    static SDVariable rows(SDVariable x, int channels) {
        return x.permute(0, 2, 3, 1).reshape(-1, channels);
    }

    /** One that learns to give the features of a backbone. */
    static Trainable teacher(int size, int halvings, int width, int dimension, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable description = add(net, "teacher", net.input(PICTURES, 3, size, size), halvings, width, dimension);
        SDVariable rows = net.input(Head.ROWS, dimension);
        net.graph().math().square(description.sub(rows)).mean().rename(LOSS);
        description.rename(DESCRIPTION);
        return net;
    }
}
