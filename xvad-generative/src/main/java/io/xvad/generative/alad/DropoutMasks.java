package io.xvad.generative.alad;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Dropout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The masks of all dropouts of a network, which are inputs of its graph. Not thread-safe. */
final class DropoutMasks {

    private static final double SHARE = 0.2;

    private final Trainable net;
    private final Mode mode;
    private final Map<Dropout, long[]> shapes = new LinkedHashMap<>();

    DropoutMasks(Trainable net, Mode mode) {
        this.net = net;
        this.mode = mode;
    }

    /**
     * Adds a dropout.
     *
     * @param name no other's
     * @param shape of {@code x} without the batch
     */
    SDVariable of(String name, SDVariable x, long... shape) {
        Dropout dropout = new Dropout("mask-" + name, SHARE);
        shapes.put(dropout, shape);
        return dropout.of(net, x, mode, shape);
    }

    /** Masks for a batch, by name of the input. */
    Map<String, INDArray> drawn(int batch, UniformRandomProvider random) {
        Map<String, INDArray> masks = new HashMap<>();
        shapes.forEach((dropout, shape) -> masks.put(
                dropout.input(),
                dropout.mask(
                        random,
                        LongStream.concat(LongStream.of(batch), LongStream.of(shape))
                                .toArray())));
        return masks;
    }
}
