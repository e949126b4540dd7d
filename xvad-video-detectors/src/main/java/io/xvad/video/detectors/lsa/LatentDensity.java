package io.xvad.video.detectors.lsa;

import io.xvad.training.Trainable;
import java.util.function.IntBinaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The autoregressive density of codes (Abati et al., 2019): the values of a code lie in [0, 1] and are counted into
 * bins; masked fully connected layers give the probabilities of each value's bin from the values before it. The first
 * layer sees only the values before, the others also what was made of the value's own predecessors.
 *
 * @param net the network
 * @param length values of a code
 * @param bins into which a value may fall
 * @param features of each value in the layers between
 */
record LatentDensity(Trainable net, int length, int bins, int features) {

    private static final int LAYERS = 2;
    private static final double SLOPE = 0.2;

    /** The negative logarithm of each value's probability given those before it, in nats, shape (N * length). */
    SDVariable surprise(SDVariable codes) {
        SDVariable x = codes;
        int in = 1;
        for (int layer = 0; layer < LAYERS; layer++) {
            x = net.graph().nn().leakyRelu(masked("density-" + layer, x, in, features, layer == 0), SLOPE);
            in = features;
        }
        SDVariable scores = masked("density-" + LAYERS, x, in, bins, false).reshape(-1, bins);
        return net.graph().nn().logSoftmax(scores).mul(own(codes)).sum(1).neg();
    }

    /** Ones in the bins the values fall into, shape (N * length, bins); nothing can be learnt through them. */
    private SDVariable own(SDVariable codes) {
        SameDiff graph = net.graph();
        float[] numbers = new float[bins];
        for (int i = 0; i < bins; i++) {
            numbers[i] = i;
        }
        SDVariable floor = graph.math().floor(codes.mul(bins)).reshape(-1, 1);
        SDVariable bin = graph.math().min(floor, graph.constant(Nd4j.scalar((float) (bins - 1))));
        SDVariable all = graph.constant(Nd4j.createFromArray(numbers).reshape(1, bins));
        return bin.eq(all).castTo(codes.dataType());
    }

    /** A layer from {@code in} to {@code out} numbers of each value, of which none sees a later value. */
    private SDVariable masked(String name, SDVariable x, int in, int out, boolean strict) {
        SDVariable weights = net.weights(name, (long) length * in / 2, (long) out, length * in, length * out);
        SDVariable mask = net.graph().constant(mask(in, out, strict));
        return x.mmul(weights.mul(mask)).add(net.constant(name + "-bias", 0, 1, length * out));
    }

    private INDArray mask(int in, int out, boolean strict) {
        IntBinaryOperator seen = (from, to) -> from < to || (!strict && from == to) ? 1 : 0;
        float[] values = new float[length * in * length * out];
        for (int i = 0; i < values.length; i++) {
            int row = i / (length * out);
            int column = i % (length * out);
            values[i] = seen.applyAsInt(row / in, column / out);
        }
        return Nd4j.create(values, new long[] {(long) length * in, (long) length * out}, 'c');
    }
}
