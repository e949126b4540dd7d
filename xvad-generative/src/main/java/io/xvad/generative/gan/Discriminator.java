package io.xvad.generative.gan;

import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A discriminator that learns by {@code -log D(real) - log(1 - D(made))} (Goodfellow et al. 2014, equation 1); what the generator made is a
 * batch of its own. Not thread-safe.
 */
public final class Discriminator implements Critic {

    static final String REAL = "real";
    static final String MADE = "made";
    static final String LOSS = "discriminator-loss";

    private final Dcgan layers;
    private final Optimiser optimiser;

    /**
     * A discriminator.
     *
     * @param layers of an empty graph
     * @param rule of its weights
     */
    public Discriminator(Dcgan layers, WeightRule rule) {
        this.layers = layers;
        SDVariable real = told(REAL, input -> layers.features(input, Dcgan.Batches.REAL));
        SDVariable made = told(MADE, input -> layers.features(input, Dcgan.Batches.MADE));
        AdversarialLoss.real(real).add(AdversarialLoss.made(made)).rename(LOSS);
        optimiser = new Optimiser(net(), name -> rule, LOSS);
    }

    private SDVariable told(String name, Function<SDVariable, SDVariable> features) {
        int size = layers.pyramid().size();
        return layers.logits(features.apply(net().input(name, 3, size, size)));
    }

    @Override
    public Trainable net() {
        return layers.net();
    }

    @Override
    public Optimiser optimiser() {
        return optimiser;
    }

    @Override
    public Map<String, INDArray> inputs(float[] real, float[] made, UniformRandomProvider random) {
        return Map.of(REAL, batch(real), MADE, batch(made));
    }

    private INDArray batch(float[] images) {
        int size = layers.pyramid().size();
        return Nd4j.create(images, new long[] {images.length / (3L * size * size), 3, size, size}, 'c');
    }
}
