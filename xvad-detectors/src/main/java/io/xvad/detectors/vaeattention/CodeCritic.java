package io.xvad.detectors.vaeattention;

import io.xvad.training.BatchLearner;
import io.xvad.training.KeptRandom;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The density-ratio trick of FactorVAE (Kim and Mnih 2018, section 3 and algorithm 2): a classifier tells codes from codes
 * of which each dimension was shuffled over the batch; the mean of its logit on codes estimates their total correlation.
 * It learns in a graph of its own; the autoencoder's graph has a copy of its weights that training leaves alone. Codes and
 * shuffled codes come from the same batch, in the paper from two. Not thread-safe.
 */
final class CodeCritic implements BatchLearner.AfterStep {

    static final String CODES = "codes";
    static final String SHUFFLED = "shuffled-codes";
    static final String LOSS = "critic-loss";
    static final String TOTAL_CORRELATION = "total-correlation";

    private static final int HIDDEN = 256;
    private static final int LAYERS = 3;
    private static final double SLOPE = 0.2;
    private static final String NAME = "critic-";
    private static final String RANDOM = "critic-random";

    private final Trainable autoencoder;
    private final Trainable critic;
    private final Optimiser optimiser;
    private final KeptRandom random;
    private final int latent;

    CodeCritic(Trainable autoencoder, int latent, double rate, long seed) {
        this.autoencoder = autoencoder;
        this.latent = latent;
        critic = build(latent, HIDDEN, seed);
        random = new KeptRandom(seed);
        optimiser = new Optimiser(critic, LOSS, name -> rate, 0);
        autoencoder.keep(critic);
    }

    /** The classifier with its loss, equation 3 of the paper by cross-entropy. */
    static Trainable build(int latent, int hidden, long seed) {
        Trainable critic = new Trainable(seed);
        SameDiff graph = critic.graph();
        SDVariable[] weights = new SDVariable[2 * (LAYERS + 1)];
        for (int i = 0; i <= LAYERS; i++) {
            int in = i == 0 ? latent : hidden;
            int out = i == LAYERS ? 1 : hidden;
            weights[2 * i] = critic.weights(NAME + i, in, out, in, out);
            weights[2 * i + 1] = critic.constant(NAME + i + "-bias", 0, 1, out);
        }
        SDVariable own = logit(graph, critic.input(CODES, latent), weights);
        SDVariable other = logit(graph, critic.input(SHUFFLED, latent), weights);
        graph.nn()
                .softplus(own.neg())
                .mean()
                .add(graph.nn().softplus(other).mean())
                .mul(0.5)
                .rename(LOSS);
        return critic;
    }

    /** Adds the estimate of the total correlation of the code to an autoencoder. */
    static SDVariable totalCorrelation(Trainable autoencoder, int latent) {
        SDVariable[] weights = new SDVariable[2 * (LAYERS + 1)];
        for (int i = 0; i <= LAYERS; i++) {
            int in = i == 0 ? latent : HIDDEN;
            int out = i == LAYERS ? 1 : HIDDEN;
            weights[2 * i] = autoencoder.kept(NAME + i, 0, in, out);
            weights[2 * i + 1] = autoencoder.kept(NAME + i + "-bias", 0, 1, out);
        }
        SameDiff graph = autoencoder.graph();
        return logit(graph, graph.getVariable(VaeAttentionGraph.LATENT), weights)
                .mean()
                .rename(TOTAL_CORRELATION);
    }

    private static SDVariable logit(SameDiff graph, SDVariable codes, SDVariable[] weights) {
        SDVariable x = codes;
        for (int i = 0; i <= LAYERS; i++) {
            x = x.mmul(weights[2 * i]).add(weights[2 * i + 1]);
            x = i < LAYERS ? graph.nn().leakyRelu(x, SLOPE) : x;
        }
        return x;
    }

    /** Learns from the codes of a batch. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        float[] codes = autoencoder.run(inputs, VaeAttentionGraph.LATENT);
        try (INDArray own = matrix(codes);
                INDArray others = matrix(shuffled(codes))) {
            optimiser.step(Map.of(CODES, own, SHUFFLED, others));
        }
        autoencoder.keep(critic);
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        return Map.of("critic", optimiser);
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of(RANDOM, random.state());
    }

    @Override
    public void restore(Map<String, float[]> state) {
        random.restore(Objects.requireNonNull(state.get(RANDOM), RANDOM));
    }

    private INDArray matrix(float[] codes) {
        return Nd4j.create(codes, new long[] {codes.length / latent, latent}, 'c');
    }

    /** Each dimension permuted over the batch on its own. */
    private float[] shuffled(float[] codes) {
        float[] shuffled = codes.clone();
        for (int row = codes.length / latent - 1; row > 0; row--) {
            for (int d = 0; d < latent; d++) {
                int other = random.numbers().nextInt(row + 1);
                float kept = shuffled[row * latent + d];
                shuffled[row * latent + d] = shuffled[other * latent + d];
                shuffled[other * latent + d] = kept;
            }
        }
        return shuffled;
    }
}
