package io.xvad.generative.gan;

import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.training.BatchLearner;
import io.xvad.training.KeptRandom;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a generator and its critic learn: the critic from each batch of real images and as many of new codes; after every so many of its steps
 * the generator makes one. The critic learns in a graph of its own; the generator's graph has a copy of its weights. Not thread-safe.
 */
public final class GanTraining implements BatchLearner.AfterStep {

    /** Name in the generator's graph of the codes that go in, shape (N, latent). */
    public static final String CODES = "codes";

    /** Name in the generator's graph of the images that are made of them, in [-1, 1]. */
    public static final String MADE = "made";

    /** Name in the generator's graph of what it costs that the critic tells them from real ones. */
    public static final String LOSS = "generator-loss";

    private static final String RANDOM = "generator-random";
    private static final String STEPS = "critic-steps";
    private static final long STREAM = 43;

    private final Trainable net;
    private final Critic critic;
    private final int latent;
    private final int criticSteps;
    private final Optimiser generator;
    private final KeptRandom random;
    private int steps;
    private int batch;

    /**
     * A training.
     *
     * @param net the generator's graph, with the names of this class
     * @param latent values of a code
     * @param criticSteps of the critic for each of the generator
     * @param rule of the generator's weights, whose names start with {@link Dcgan#GENERATOR}; all others are left alone
     */
    public GanTraining(Trainable net, Critic critic, int latent, int criticSteps, WeightRule rule, long seed) {
        this.net = net;
        this.critic = critic;
        this.latent = latent;
        this.criticSteps = criticSteps;
        generator = new Optimiser(net, name -> name.startsWith(Dcgan.GENERATOR) ? rule : WeightRule.FROZEN, LOSS);
        random = new KeptRandom(seed + STREAM);
    }

    /**
     * Trains for all epochs of a loop, which keeps the last weights, and leaves all of the critic's values in the generator's graph.
     *
     * @param images in [0, 1], each of shape (3, size, size)
     */
    public void run(List<float[]> images, TrainingLoop loop, Options options, ProgressListener progress) {
        BatchLearner<float[]> learner = new BatchLearner<>(
                        List.of(new BatchLearner.Turn<>("critic", critic.optimiser(), this::inputs)),
                        new Split<>(images, List.of()),
                        options.get(GanOptions.BATCH),
                        this)
                .keepingLast();
        int drawn = options.get(GanOptions.EPOCH_IMAGES);
        loop.run(drawn > 0 ? learner.drawing(drawn) : learner, progress);
        Map<String, float[]> all = new HashMap<>(net.values());
        all.putAll(critic.net().values());
        net.restore(all);
    }

    private Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider numbers) {
        batch = images.size();
        int length = images.get(0).length;
        float[] real = new float[batch * length];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(images.get(i), 0, real, i * length, length);
        }
        ImageRange.sign(real);
        try (INDArray codes = GaussianCode.noise(numbers, batch, latent)) {
            return critic.inputs(real, net.run(Map.of(CODES, codes), MADE), numbers);
        }
    }

    /** Lets the generator learn after every so many steps of the critic. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        steps++;
        if (steps % criticSteps == 0) {
            net.keep(critic.net());
            try (INDArray codes = GaussianCode.noise(random.numbers(), batch, latent)) {
                generator.step(Map.of(CODES, codes));
            }
        }
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        return Map.of("generator", generator);
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of(RANDOM, random.state(), STEPS, new float[] {steps % criticSteps});
    }

    @Override
    public void restore(Map<String, float[]> state) {
        random.restore(Objects.requireNonNull(state.get(RANDOM), RANDOM));
        steps = (int) Objects.requireNonNull(state.get(STEPS), STEPS)[0];
    }
}
