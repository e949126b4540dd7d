package io.xvad.training.layers;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Convolutions with batch normalisation, and residual blocks of two of them (He, Zhang, Ren and Sun 2016, "Deep Residual Learning for
 * Image Recognition", CVPR, figure 2).
 *
 * @param net whose weights these are
 * @param mode which of the two forms of the network they are of
 */
public record Residual(Trainable net, Mode mode) {

    /** A convolution of 3 pixels without bias, normalised and rectified. */
    public SDVariable convolution(String name, SDVariable x, int in, int out, int stride) {
        return convolution(name, x, in, out, 3, stride);
    }

    /** The same of an odd number of pixels. */
    public SDVariable convolution(String name, SDVariable x, int in, int out, int kernel, int stride) {
        return rectified(normalised(name, layers().kaiming(name, x, in, out, kernel, stride, kernel / 2), out));
    }

    /** A block at the same size or, with a stride, a smaller one. */
    public SDVariable block(String name, SDVariable x, int in, int out, int stride) {
        SDVariable first = convolution(name + "-1", x, in, out, stride);
        SDVariable shortcut = in == out && stride == 1
                ? x
                : normalised(name + "-shortcut", layers().kaiming(name + "-shortcut", x, in, out, 1, stride, 0), out);
        return added(name, first, shortcut, out);
    }

    /** A block that is twice as large as what goes in, by transposed convolutions of 2 pixels. */
    public SDVariable enlargingBlock(String name, SDVariable x, int in, int out) {
        SDVariable first = rectified(enlarged(name + "-1", x, in, out));
        return added(name, first, enlarged(name + "-shortcut", x, in, out), out);
    }

    private SDVariable enlarged(String name, SDVariable x, int in, int out) {
        return normalised(name, new Convolutions(net).doubled(name, x, in, out), out);
    }

    /** The second convolution of a block, and what goes past both. */
    private SDVariable added(String name, SDVariable first, SDVariable shortcut, int out) {
        SDVariable second = layers().kaiming(name + "-2", first, out, out, 3, 1, 1);
        return rectified(normalised(name + "-2", second, out).add(shortcut));
    }

    private SDVariable normalised(String name, SDVariable x, int channels) {
        return new BatchNormalisation(net, name + "-norm", channels).images(x, mode);
    }

    private SDVariable rectified(SDVariable x) {
        return net.graph().nn().relu(x, 0);
    }

    private Layers layers() {
        return new Layers(net, mode);
    }
}
