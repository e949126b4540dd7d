package io.xvad.training.layers;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout (Srivastava et al. 2014): in training each value is 0 with some probability, and the others are larger by as much as keeps the
 * mean; when scoring nothing happens. What is kept is an input of the graph, so that it follows from the seed of the training.
 *
 * @param input name of the mask
 * @param share from 0 to less than 1: how many become 0
 */
public record Dropout(String input, double share) {

    public Dropout {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("dropout must be from 0 to less than 1, got " + share);
        }
    }

    /**
     * The values that stay.
     *
     * @param shape of {@code x} without the batch
     */
    public SDVariable of(Trainable net, SDVariable x, Mode mode, long... shape) {
        return mode == Mode.SCORING ? x : x.mul(net.input(input, shape));
    }

    /** The mask of a batch, by which values are multiplied: an input of the graph. */
    public INDArray mask(UniformRandomProvider random, long... shape) {
        float[] mask = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
        }
        return Nd4j.create(mask, shape, 'c');
    }
}
