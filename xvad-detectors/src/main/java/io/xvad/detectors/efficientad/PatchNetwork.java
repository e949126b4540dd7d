package io.xvad.detectors.efficientad;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * A patch description network (Batzner et al., 2024, tables 5 and 6): each output sees 33 x 33 pixels, and outputs are 4 pixels apart.
 * Nothing is padded, so that an image of side {@code s} has {@code s / 4 - 8} outputs along a side.
 *
 * @param kind small (PDN-S) or medium (PDN-M)
 * @param width channels of the first layer, the next have twice as many; 128 (small) and 256 (medium) in the paper
 * @param outputs values of a description; 384 in the paper
 */
record PatchNetwork(Kind kind, int width, int outputs) {

    /** Outputs that padding would add at each border. */
    static final int BORDER = 4;

    private static final int STRIDE = 4;
    private static final Pooling2DConfig HALVING =
            Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();

    /** Which of the paper's two patch description networks. */
    enum Kind {
        /** Four convolutions. */
        SMALL,
        /** Six convolutions. */
        MEDIUM
    }

    /**
     * A convolution.
     *
     * @param in channels
     * @param out channels
     * @param kernel rows and columns
     * @param halves whether an average over 2 x 2 values follows
     * @param rectified whether a rectifier follows it
     */
    record Layer(int in, int out, int kernel, boolean halves, boolean rectified) {}

    /** Its convolutions in order. */
    List<Layer> layers() {
        int wide = 2 * width;
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(3, width, 4, true, true));
        layers.add(new Layer(width, wide, 4, true, true));
        if (kind == Kind.MEDIUM) {
            layers.add(new Layer(wide, wide, 1, false, true));
        }
        layers.add(new Layer(wide, wide, 3, false, true));
        layers.add(new Layer(wide, outputs, 4, false, kind == Kind.MEDIUM));
        if (kind == Kind.MEDIUM) {
            layers.add(new Layer(outputs, outputs, 1, false, false));
        }
        return layers;
    }

    /** The same with twice as many outputs: a student's. */
    PatchNetwork doubled() {
        return new PatchNetwork(kind, width, 2 * outputs);
    }

    /** Outputs along a side of an image. */
    static int side(int size) {
        return size / STRIDE - 2 * BORDER;
    }

    /** Name of the kernels of a layer. */
    static String kernels(String name, int layer) {
        return name + "-" + (layer + 1);
    }

    /** Name of the bias of a layer. */
    static String bias(String name, int layer) {
        return kernels(name, layer) + "-bias";
    }

    /**
     * The network in a graph; where it is used more than once, over the same weights.
     *
     * @param net the graph
     * @param name of the network
     * @param mode scoring names what comes out of its rectifiers
     */
    Use in(Trainable net, String name, Mode mode) {
        return new Use(this, net, name, mode);
    }

    /** A use of the network. */
    record Use(PatchNetwork network, Trainable net, String name, Mode mode) {

        /**
         * Descriptions of images, shape (N, to - from, side, side).
         *
         * @param images shape (N, 3, size, size), values in [0, 1]
         * @param from first output that is wanted
         * @param to output after the last
         */
        SDVariable of(SDVariable images, int from, int to) {
            SDVariable x = images.mul(2).sub(1);
            List<Layer> layers = network.layers();
            for (int i = 0; i < layers.size() - 1; i++) {
                Layer layer = layers.get(i);
                x = new Layers(net).convolution(kernels(name, i), x, layer.in, layer.out, layer.kernel, 1, 0);
                x = layer.rectified ? rectified(x, i) : x;
                x = layer.halves ? net.graph().cnn().avgPooling2d(x, HALVING) : x;
            }
            return last(x, from, to);
        }

        private SDVariable rectified(SDVariable x, int layer) {
            SDVariable y = net.graph().nn().relu(x, 0);
            return mode == Mode.SCORING ? y.rename(kernels(name, layer) + "-out") : y;
        }

        /** The last convolution, computed for the wanted outputs only. */
        private SDVariable last(SDVariable x, int from, int to) {
            int i = network.layers().size() - 1;
            Layer layer = network.layers().get(i);
            int kernel = layer.kernel;
            long area = (long) kernel * kernel;
            SDVariable bias = net.constant(bias(name, i), 0, layer.out);
            SDVariable kernels = net.weights(
                    kernels(name, i), layer.in * area, layer.out * area, kernel, kernel, layer.in, layer.out);
            if (to - from < layer.out) {
                SDIndex wanted = SDIndex.interval(from, to);
                kernels = kernels.get(SDIndex.all(), SDIndex.all(), SDIndex.all(), wanted);
                bias = bias.get(wanted);
            }
            Conv2DConfig config = Conv2DConfig.builder().kH(kernel).kW(kernel).build();
            return net.graph().cnn().conv2d(x, kernels, bias, config);
        }
    }
}
