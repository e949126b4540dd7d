package io.xvad.training.layers;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Layer normalisation (Ba et al. 2016): each row gets the mean 0 and the variance 1, then each column a scale and a shift that are learned.
 * Training and scoring give the same.
 *
 * @param net whose weights these are
 * @param name of the layer
 * @param dimension values in a row
 */
public record LayerNormalisation(Trainable net, String name, int dimension) {

    /** Normalises rows of shape (N, D). */
    public SDVariable of(SDVariable x, Mode mode) {
        SDVariable normal = new Rows(net.graph(), dimension, mode).normalised(x);
        SDVariable scale = net.constant(name + "-scale", 1, 1, dimension);
        SDVariable shift = net.constant(name + "-shift", 0, 1, dimension);
        if (mode == Mode.SCORING) {
            return normal.mul(scale).add(shift);
        }
        Channels columns = Channels.columns(net.graph(), normal);
        return normal.mul(columns.spread(scale)).add(columns.spread(shift));
    }
}
