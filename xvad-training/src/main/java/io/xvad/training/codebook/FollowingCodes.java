package io.xvad.training.codebook;

import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Moves the codes of a network after each step to their features, and starts those again that have none. Not thread-safe. */
public final class FollowingCodes implements BatchLearner.AfterStep {

    private static final String STEPS = "code-steps";

    private final Trainable net;
    private final double decay;
    private final double least;
    private final long seed;
    private int steps;

    /**
     * Follows from the first step on.
     *
     * @param decay of the moving averages
     * @param least features a step, on average, below which a code begins again
     * @param seed where codes begin again follows from it and the number of the step
     */
    public FollowingCodes(Trainable net, double decay, double least, long seed) {
        this.net = net;
        this.decay = decay;
        this.least = least;
        this.seed = seed;
    }

    @Override
    public void stepped(Map<String, INDArray> inputs) {
        Map<String, float[]> found = net.run(inputs, List.of(Codebook.FEATURES, Codebook.NEAREST));
        float[] features = Objects.requireNonNull(found.get(Codebook.FEATURES));
        CodebookUpdate update = new CodebookUpdate(
                        net.value(Codebook.COUNTS), net.value(Codebook.SUMS), net.value(Codebook.CODES))
                .after(features, Objects.requireNonNull(found.get(Codebook.NEAREST)), decay)
                .restarted(features, least, RandomSource.XO_SHI_RO_256_PP.create(seed + steps));
        net.keep(Codebook.COUNTS, update.counts());
        net.keep(Codebook.SUMS, update.sums());
        net.keep(Codebook.CODES, update.codes());
        steps++;
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of(STEPS, new float[] {steps});
    }

    @Override
    public void restore(Map<String, float[]> state) {
        steps = Math.round(Objects.requireNonNull(state.get(STEPS))[0]);
    }
}
