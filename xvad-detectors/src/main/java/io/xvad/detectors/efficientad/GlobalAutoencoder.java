package io.xvad.detectors.efficientad;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Bilinear;
import io.xvad.training.layers.Dropout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The autoencoder that sees an image as a whole and says what the teacher says of it (Batzner et al., 2024, section 3.3 and table 8): five
 * convolutions that halve and one over all that is left make a code of 64 values, from which bilinear enlargements, each with a
 * convolution and dropout, come back to the teacher's outputs.
 *
 * @param size side of the images, a multiple of 32, at least 64
 * @param width channels of its wide layers; 64 in the paper
 * @param outputs values of a description
 */
record GlobalAutoencoder(int size, int width, int outputs) {

    private static final String NAME = "autoencoder";
    private static final int CODE = 64;
    private static final int HALVINGS = 5;
    private static final int NARROW = 2;
    private static final double DROPPED = 0.2;
    private static final int KERNEL = 4;

    /** Descriptions of images, shape (N, outputs, side, side). */
    SDVariable of(Trainable net, SDVariable images, Mode mode) {
        Layers layers = new Layers(net);
        return decoded(net, layers, encoded(net, layers, images), mode);
    }

    private SDVariable encoded(Trainable net, Layers layers, SDVariable images) {
        SDVariable x = images.mul(2).sub(1);
        int in = 3;
        for (int i = 1; i <= HALVINGS; i++) {
            int out = i <= NARROW ? Math.max(1, width / 2) : width;
            x = rectified(net, layers.convolution(NAME + "-encode-" + i, x, in, out, KERNEL, 2, 1));
            in = out;
        }
        return layers.convolution(NAME + "-code", x, in, CODE, size >> HALVINGS, 1, 0);
    }

    private SDVariable decoded(Trainable net, Layers layers, SDVariable code, Mode mode) {
        SDVariable x = code;
        int in = CODE;
        int side = 1;
        List<Integer> sides = sides();
        for (int i = 0; i < sides.size(); i++) {
            x = resized(x, in, side, sides.get(i));
            x = rectified(net, layers.convolution(NAME + "-decode-" + i, x, in, width, KERNEL, 1, 2));
            side = sides.get(i) + 1;
            x = dropout(i).of(net, x, mode, width, side, side);
            in = width;
        }
        int wanted = PatchNetwork.side(size);
        x = resized(x, width, side, wanted);
        x = rectified(net, layers.convolution(NAME + "-mix", x, width, width, 3, 1, 1));
        return layers.convolution(NAME + "-describe", x, width, outputs, 3, 1, 1);
    }

    /** Sides to which the decoder enlarges: 3, 8, 15, 32, 63 and 127 of 256 pixels. */
    private List<Integer> sides() {
        return List.of(Math.max(1, size / 64 - 1), size / 32, size / 16 - 1, size / 8, size / 4 - 1, size / 2 - 1);
    }

    private static SDVariable resized(SDVariable x, int channels, int from, int to) {
        return new Bilinear(from, from, to, to, false).of(x, channels);
    }

    private static SDVariable rectified(Trainable net, SDVariable x) {
        return net.graph().nn().relu(x, 0);
    }

    private static Dropout dropout(int layer) {
        return new Dropout(NAME + "-dropout-" + layer, DROPPED);
    }

    /** What dropout keeps in a step on so many images, for each input that says it. */
    Map<String, INDArray> masks(int images, UniformRandomProvider random) {
        Map<String, INDArray> masks = new HashMap<>();
        List<Integer> sides = sides();
        IntStream.range(0, sides.size()).forEach(i -> {
            int side = sides.get(i) + 1;
            masks.put(dropout(i).input(), dropout(i).mask(random, images, width, side, side));
        });
        return masks;
    }
}
