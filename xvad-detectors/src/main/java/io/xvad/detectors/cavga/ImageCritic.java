package io.xvad.detectors.cavga;

import io.xvad.detectors.network.ImageNetwork;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells reconstructions from images (Goodfellow et al., 2014). It learns in a graph of its own; the autoencoder's graph has
 * a copy of its weights that training leaves alone. Not thread-safe.
 */
final class ImageCritic implements BatchLearner.AfterStep {

    static final String REAL = "real";
    static final String RESTORED = "restored";
    static final String LOSS = "critic-loss";

    private static final String NAME = "critic-";
    private static final double SLOPE = 0.2;
    private static final Conv2DConfig HALVING =
            Conv2DConfig.builder().kH(4).kW(4).sH(2).sW(2).pH(1).pW(1).build();

    private final Trainable autoencoder;
    private final Trainable critic;
    private final Optimiser optimiser;

    ImageCritic(Trainable autoencoder, int size, int width, double rate, long seed) {
        this.autoencoder = autoencoder;
        critic = build(size, width, seed);
        optimiser = new Optimiser(critic, LOSS, name -> rate, 0);
        autoencoder.keep(critic);
    }

    private static int[] channels(int width) {
        return new int[] {3, width, 2 * width, 2 * width};
    }

    /** The critic with its loss, the cross-entropy of real and reconstructed images. */
    static Trainable build(int size, int width, long seed) {
        Trainable critic = new Trainable(seed);
        SameDiff graph = critic.graph();
        int[] channels = channels(width);
        SDVariable[] weights = new SDVariable[2 * channels.length];
        for (int i = 1; i < channels.length; i++) {
            int in = channels[i - 1];
            int out = channels[i];
            weights[2 * i - 2] = critic.weights(NAME + i, 16L * in, 16L * out, 4, 4, in, out);
            weights[2 * i - 1] = critic.constant(NAME + i + "-bias", 0, out);
        }
        int last = channels[channels.length - 1];
        weights[weights.length - 2] = critic.weights(NAME + "out", last, 1, last, 1);
        weights[weights.length - 1] = critic.constant(NAME + "out-bias", 0, 1, 1);
        SDVariable real = logit(graph, critic.input(REAL, 3, size, size), weights);
        SDVariable restored = logit(graph, critic.input(RESTORED, 3, size, size), weights);
        graph.nn()
                .softplus(real.neg())
                .mean()
                .add(graph.nn().softplus(restored).mean())
                .rename(LOSS);
        return critic;
    }

    /** Adds to an autoencoder what it costs that its reconstructions are told from images. */
    static SDVariable adversarialLoss(Trainable autoencoder, int width) {
        int[] channels = channels(width);
        SDVariable[] weights = new SDVariable[2 * channels.length];
        for (int i = 1; i < channels.length; i++) {
            weights[2 * i - 2] = autoencoder.kept(NAME + i, 0, 4, 4, channels[i - 1], channels[i]);
            weights[2 * i - 1] = autoencoder.kept(NAME + i + "-bias", 0, channels[i]);
        }
        weights[weights.length - 2] = autoencoder.kept(NAME + "out", 0, channels[channels.length - 1], 1);
        weights[weights.length - 1] = autoencoder.kept(NAME + "out-bias", 0, 1, 1);
        SameDiff graph = autoencoder.graph();
        SDVariable told = logit(graph, graph.getVariable(ImageNetwork.OUTPUT), weights);
        return graph.nn().softplus(told.neg()).mean();
    }

    private static SDVariable logit(SameDiff graph, SDVariable images, SDVariable[] weights) {
        SDVariable x = images;
        for (int i = 0; i < weights.length - 2; i += 2) {
            x = graph.nn().leakyRelu(graph.cnn().conv2d(x, weights[i], weights[i + 1], HALVING), SLOPE);
        }
        return x.mean(2, 3).mmul(weights[weights.length - 2]).add(weights[weights.length - 1]);
    }

    /** Learns from a batch. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        INDArray real = Objects.requireNonNull(inputs.get(ImageNetwork.INPUT));
        float[] restored = autoencoder.run(inputs, ImageNetwork.OUTPUT);
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
