package io.xvad.detectors.cavga;

import io.xvad.detectors.network.DcganLayers;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells reconstructions from images (Goodfellow et al., 2014): the convolutions of DCGAN's discriminator, the mean over positions and a
 * linear layer. It learns in a graph of its own; the autoencoder's graph has a copy of its weights that its optimiser leaves
 * alone. Not thread-safe.
 */
final class ImageCritic implements BatchLearner.AfterStep {

    static final String REAL = "real";
    static final String RESTORED = "restored";
    static final String LOSS = "critic-loss";

    private static final String NAME = "critic-";
    private static final int HALVINGS = 4;

    private final Trainable autoencoder;
    private final Trainable critic;
    private final Optimiser optimiser;

    /** A critic of an autoencoder whose graph has {@link #deceived}. */
    ImageCritic(Trainable autoencoder, int size, int width, double rate, long seed) {
        this.autoencoder = autoencoder;
        critic = build(size, width, seed);
        optimiser = new Optimiser(critic, LOSS, name -> rate, 0);
        autoencoder.keep(critic);
    }

    /** The rule of an autoencoder's weights: one learning rate, but for the copies of the critic's. */
    static WeightRule rule(String weight, double rate) {
        return weight.startsWith(NAME) ? WeightRule.FROZEN : WeightRule.of(rate);
    }

    /** The critic with its loss, the cross-entropy of real and reconstructed images, in batches of their own. */
    static Trainable build(int size, int width, long seed) {
        Trainable critic = new Trainable(seed);
        SDVariable real = logit(critic, REAL, critic.input(REAL, 3, size, size), width);
        SDVariable restored = logit(critic, RESTORED, critic.input(RESTORED, 3, size, size), width);
        critic.graph()
                .nn()
                .softplus(real.neg())
                .mean()
                .add(critic.graph().nn().softplus(restored).mean())
                .rename(LOSS);
        return critic;
    }

    /** Adds to an autoencoder what it costs that its reconstructions are told from images, {@code mean(-log D)}. */
    static SDVariable deceived(Trainable autoencoder, SDVariable restored, int width) {
        SDVariable told = logit(autoencoder, RESTORED, restored, width);
        return autoencoder.graph().nn().softplus(told.neg()).mean();
    }

    private static SDVariable logit(Trainable net, String batches, SDVariable images, int width) {
        int channels = width << (HALVINGS - 1);
        SDVariable told = new DcganLayers(net, Mode.TRAINING, batches + "-").halvings(NAME, images, width, HALVINGS);
        return new Layers(net).dense(NAME + "out", told.mean(2, 3), channels, 1);
    }

    /** Learns from a batch. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        INDArray real = Objects.requireNonNull(inputs.get(ImageNetwork.INPUT));
        float[] restored = autoencoder.run(inputs, CavgaGraph.RESTORED);
        try (INDArray others = Nd4j.create(restored, real.shape(), 'c')) {
            optimiser.step(Map.of(REAL, real, RESTORED, others));
        }
        autoencoder.keep(critic);
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        return Map.of("critic", optimiser);
    }
}
