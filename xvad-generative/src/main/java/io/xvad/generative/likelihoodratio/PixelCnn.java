package io.xvad.generative.likelihoodratio;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The likelihood of grey images as a product over pixels, each given those before it, row by row (van den Oord et al. 2016): a gated network after
 * PixelCNN++ (Salimans et al. 2017) without down-sampling, as Ren et al. (2019) use it. A vertical stack sees the rows above a pixel; a
 * horizontal one sees the pixels on its left, and what the vertical one says of its place. Both go through as many gated residual layers upwards as
 * downwards; a layer downwards is told what came out of the one upwards that mirrors it.
 *
 * @param net whose weights these are
 * @param name what names of weights start with
 * @param filters channels of both stacks
 * @param layers upwards, and as many downwards
 * @param pixels how the level of a pixel is distributed
 */
record PixelCnn(Trainable net, String name, int filters, int layers, DiscretisedLogistic pixels) {

    /** Both stacks at one depth. */
    private record Stacks(SDVariable vertical, SDVariable horizontal) {}

    /** What a layer is told besides what goes through it. */
    private record Told(SDVariable values, int channels) {}

    /**
     * The log-likelihood of each pixel given those before it, in nats.
     *
     * @param levels whole numbers from 0 to 255, shape (N, 1, rows, columns)
     * @return shape (N, 1, rows, columns)
     */
    SDVariable logLikelihood(SDVariable levels) {
        return pixels.logLikelihood(levels, parameters(levels));
    }

    /** What the distribution of each pixel is, shape (N, parameters, rows, columns). */
    SDVariable parameters(SDVariable levels) {
        Deque<Stacks> passed = new ArrayDeque<>();
        passed.push(first(levels));
        for (int i = 1; i <= layers; i++) {
            passed.push(up("up-" + i, passed.element()));
        }
        Stacks last = passed.pop();
        for (int i = 1; i <= layers; i++) {
            last = down("down-" + i, last, passed.pop());
        }
        SDVariable activated = net.graph().nn().elu(last.horizontal);
        return new Layers(net).convolution(name + "out", activated, filters, pixels.parameters(), 1, 1, 0);
    }

    /** A channel of ones beside the image tells it from what lies beyond the border. */
    private Stacks first(SDVariable levels) {
        SDVariable x = net.graph()
                .concat(1, DiscretisedLogistic.scaled(levels), net.graph().onesLike(levels));
        SDVariable above = CausalKernel.ROW_ABOVE.convolved(net, name + "row-above", x, 2, filters);
        SDVariable left = CausalKernel.LEFT.convolved(net, name + "left", x, 2, filters);
        return new Stacks(CausalKernel.ABOVE.convolved(net, name + "above", x, 2, filters), above.add(left));
    }

    private Stacks up(String layer, Stacks x) {
        Gated vertical = new Gated(layer + "-vertical", CausalKernel.VERTICAL);
        Gated horizontal = new Gated(layer + "-horizontal", CausalKernel.HORIZONTAL);
        SDVariable above = vertical.residual(x.vertical);
        return new Stacks(above, horizontal.residual(x.horizontal, new Told(above, filters)));
    }

    private Stacks down(String layer, Stacks x, Stacks mirrored) {
        Gated vertical = new Gated(layer + "-vertical", CausalKernel.VERTICAL);
        Gated horizontal = new Gated(layer + "-horizontal", CausalKernel.HORIZONTAL);
        SDVariable above = vertical.residual(x.vertical, new Told(mirrored.vertical, filters));
        SDVariable both = net.graph().concat(1, above, mirrored.horizontal);
        return new Stacks(above, horizontal.residual(x.horizontal, new Told(both, 2 * filters)));
    }

    /** A gated residual layer of one stack. */
    private final class Gated {

        private final String layer;
        private final CausalKernel kernel;

        Gated(String layer, CausalKernel kernel) {
            this.layer = name + layer;
            this.kernel = kernel;
        }

        SDVariable residual(SDVariable x) {
            return gated(x, inner(x));
        }

        SDVariable residual(SDVariable x, Told told) {
            int channels = 2 * told.channels;
            SDVariable place = new Layers(net)
                    .convolution(layer + "-told", concatenatedElu(told.values), channels, filters, 1, 1, 0);
            return gated(x, inner(x).add(place));
        }

        private SDVariable inner(SDVariable x) {
            return kernel.convolved(net, layer + "-1", concatenatedElu(x), 2 * filters, filters);
        }

        private SDVariable gated(SDVariable x, SDVariable inner) {
            SDVariable both = kernel.convolved(net, layer + "-2", concatenatedElu(inner), 2 * filters, 2 * filters);
            return x.add(half(both, 0).mul(net.graph().nn().sigmoid(half(both, 1))));
        }

        private SDVariable half(SDVariable both, int index) {
            SDIndex channels = SDIndex.interval((long) index * filters, (index + 1L) * filters);
            return both.get(SDIndex.all(), channels, SDIndex.all(), SDIndex.all());
        }
    }

    /** The exponential linear units of the values and of their negatives: twice as many channels. */
    private SDVariable concatenatedElu(SDVariable x) {
        return net.graph().nn().elu(net.graph().concat(1, x, x.neg()));
    }
}
