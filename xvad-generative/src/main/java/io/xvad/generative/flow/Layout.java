package io.xvad.generative.flow;

import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** How the values of a flow lie. Channels are the second dimension in both. */
public enum Layout {
    /** Each row is a vector of its own: shape (N, C). */
    ROWS {
        @Override
        SDVariable channels(SDVariable x, int from, int to) {
            return x.get(SDIndex.all(), SDIndex.interval(from, to));
        }

        @Override
        SDVariable mapped(Trainable net, SDVariable x, SDVariable matrix, SDVariable offset, int channels) {
            return x.mmul(matrix).add(offset);
        }

        @Override
        SDVariable sum(Trainable net, SDVariable x, int channels) {
            return x.mmul(net.graph().constant(Nd4j.ones(channels, 1)));
        }
    },

    /** Feature maps, channels first: shape (N, C, H, W). */
    MAPS {
        @Override
        SDVariable channels(SDVariable x, int from, int to) {
            return x.get(SDIndex.all(), SDIndex.interval(from, to), SDIndex.all(), SDIndex.all());
        }

        @Override
        SDVariable mapped(Trainable net, SDVariable x, SDVariable matrix, SDVariable offset, int channels) {
            SDVariable kernels = matrix.reshape(1, 1, channels, channels);
            return net.graph().cnn().conv2d(x, kernels, offset.reshape(channels), ONE_PLACE);
        }

        @Override
        SDVariable sum(Trainable net, SDVariable x, int channels) {
            return net.graph().cnn().conv2d(x, net.graph().constant(Nd4j.ones(1, 1, channels, 1)), ONE_PLACE);
        }
    };

    private static final Conv2DConfig ONE_PLACE =
            Conv2DConfig.builder().kH(1).kW(1).build();

    /** Some of the channels. */
    abstract SDVariable channels(SDVariable x, int from, int to);

    /**
     * The vector of each place times a matrix, and an offset.
     *
     * @param matrix shape (C, C)
     * @param offset shape (1, C)
     */
    abstract SDVariable mapped(Trainable net, SDVariable x, SDVariable matrix, SDVariable offset, int channels);

    /** The sum over the channels of each place, which is one channel: a product with ones, since reductions are slow in ND4J. */
    abstract SDVariable sum(Trainable net, SDVariable x, int channels);
}
