package io.xvad.training.layers;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Multi-head attention of the rows of a set to each other (Vaswani et al. 2017): {@code softmax(Q K' / sqrt(d)) V} for each head, with linear
 * layers before and after.
 *
 * @param net whose weights these are
 * @param name of the layer
 * @param dimension values in a row
 * @param heads of as many values each
 */
public record Attention(Trainable net, String name, int dimension, int heads) {

    public Attention {
        if (heads < 1 || dimension % heads != 0) {
            throw new IllegalArgumentException(dimension + " values cannot be in " + heads + " heads of as many each");
        }
    }

    /** Of sets of shape (N, rows, D): what comes out has the same shape. */
    public SDVariable of(SDVariable x, int rows) {
        SDVariable all = x.reshape(-1, dimension);
        SDVariable queries = split("query", all, rows).permute(0, 2, 1, 3);
        SDVariable keys = split("key", all, rows).permute(0, 2, 3, 1);
        SDVariable values = split("value", all, rows).permute(0, 2, 1, 3);
        SDVariable likeness = queries.mmul(keys).mul(1 / Math.sqrt((double) dimension / heads));
        SDVariable attended = net.graph().nn().softmax(likeness, -1).mmul(values);
        SDVariable joined = attended.permute(0, 2, 1, 3).reshape(-1, dimension);
        return dense("out", joined).reshape(-1, rows, dimension);
    }

    private SDVariable split(String part, SDVariable all, int rows) {
        return dense(part, all).reshape(-1, rows, heads, dimension / heads);
    }

    private SDVariable dense(String part, SDVariable x) {
        return new Layers(net).dense(name + "-" + part, x, dimension, dimension);
    }
}
