package io.xvad.training;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Convolutions and linear layers of a graph, channels first. */
public final class Layers {

    private static final double SLOPE = 0.2;

    private final Trainable net;
    private final String suffix;

    /** Layers of this graph, for a network that is the same in training and scoring. */
    public Layers(Trainable net) {
        this(net, Mode.SCORING);
    }

    /**
     * Layers of one of the two forms of a network. Both have the same weights; what comes out of layers can be found by names with {@code
     * -training-out} in the form for training.
     */
    public Layers(Trainable net, Mode mode) {
        this(net, mode == Mode.TRAINING ? "-training-out" : "-out");
    }

    /**
     * Layers whose outputs are not those of one image, such as those of its windows.
     *
     * @param suffix of the names of what comes out of them; those that end in {@code -out} are offered to explainers as activations
     */
    public Layers(Trainable net, String suffix) {
        this.net = net;
        this.suffix = suffix;
    }

    /** A convolution with bias, without a rectifier. */
    public SDVariable convolution(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        SDVariable bias = net.constant(name + "-bias", 0, out);
        SDVariable weights = kernels(name, in, out, kernel);
        return net.graph().cnn().conv2d(x, weights, bias, config(kernel, stride, padding));
    }

    /**
     * A convolution with bias of the four corners of a square around each value, zeros beyond the border; oneDNN does not
     * dilate convolutions, so that the corners are cut out and a convolution of one value sees them all.
     *
     * @param reach how far corners are from the centre, along each side
     * @param side height and width
     */
    public SDVariable corners(String name, SDVariable x, int in, int out, int reach, int side) {
        INDArray border = Nd4j.createFromArray(new int[][] {{0, 0}, {0, 0}, {reach, reach}, {reach, reach}});
        SDVariable padded = net.graph().nn().pad(x, net.graph().constant(border), 0);
        SDIndex first = SDIndex.interval(0, side);
        SDIndex last = SDIndex.interval(2L * reach, side + 2L * reach);
        SDVariable seen = net.graph()
                .concat(
                        1,
                        padded.get(SDIndex.all(), SDIndex.all(), first, first),
                        padded.get(SDIndex.all(), SDIndex.all(), first, last),
                        padded.get(SDIndex.all(), SDIndex.all(), last, first),
                        padded.get(SDIndex.all(), SDIndex.all(), last, last));
        return convolution(name, seen, 4 * in, out, 1, 1, 0);
    }

    /** A convolution without bias and a leaky rectifier; what comes out can be found by the name with {@code -out}. */
    public SDVariable unbiased(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        SDVariable weights = kernels(name, in, out, kernel);
        SDVariable convolved = net.graph().cnn().conv2d(x, weights, config(kernel, stride, padding));
        return net.graph().nn().leakyRelu(convolved, SLOPE).rename(name + suffix);
    }

    /**
     * A convolution without bias or rectifier, for what is normalised afterwards, with weights as for one that is rectified (He, Zhang, Ren and Sun 2015, "Delving Deep into
     * Rectifiers", ICCV, section 2.2: a variance of 2 divided by the outputs each input has).
     */
    public SDVariable kaiming(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        SDVariable weights = net.weights(name, 0, (long) out * kernel * kernel, kernel, kernel, in, out);
        return net.graph().cnn().conv2d(x, weights, config(kernel, stride, padding));
    }

    private SDVariable kernels(String name, int in, int out, int kernel) {
        int area = kernel * kernel;
        return net.weights(name, (long) in * area, (long) out * area, kernel, kernel, in, out);
    }

    private static Conv2DConfig config(int kernel, int stride, int padding) {
        return Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(padding)
                .pW(padding)
                .build();
    }

    /** A convolution and a leaky rectifier; what comes out can be found by the name with {@code -out}. */
    public SDVariable rectified(String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        return net.graph()
                .nn()
                .leakyRelu(convolution(name, x, in, out, kernel, stride, padding), SLOPE)
                .rename(name + suffix);
    }

    /** Twice as large by repetition, then a convolution of 3 pixels and a leaky rectifier. */
    public SDVariable enlarged(String name, SDVariable x, int in, int out) {
        return rectified(name, net.graph().cnn().upsampling2d(x, 2, 2, true), in, out, 3, 1, 1);
    }

    /** Enlarges by repetition to a side that is twice as large or one less, then a convolution of 3 pixels and a leaky rectifier. */
    public SDVariable enlarged(String name, SDVariable x, int in, int out, int side) {
        SDVariable large = net.graph().cnn().upsampling2d(x, 2, 2, true);
        SDIndex kept = SDIndex.interval(0, side);
        return rectified(name, large.get(SDIndex.all(), SDIndex.all(), kept, kept), in, out, 3, 1, 1);
    }

    /** Twice as large by repetition beside what skipped the layers between, then a convolution of 3 pixels and a rectifier. */
    public SDVariable joined(String name, SDVariable small, SDVariable skipped, int in, int skips, int out) {
        SDVariable large = net.graph().cnn().upsampling2d(small, 2, 2, true);
        return rectified(name, net.graph().concat(1, large, skipped), in + skips, out, 3, 1, 1);
    }

    /** A linear layer. */
    public SDVariable dense(String name, SDVariable x, int in, int out) {
        return x.mmul(net.weights(name, in, out, in, out)).add(net.constant(name + "-bias", 0, 1, out));
    }
}
