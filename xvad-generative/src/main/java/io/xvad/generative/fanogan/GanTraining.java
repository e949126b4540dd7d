package io.xvad.generative.fanogan;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.generative.gan.GanOptions;
import io.xvad.generative.gan.ImageRange;
import io.xvad.generative.gan.Pyramid;
import io.xvad.generative.gan.WassersteinCritic;
import io.xvad.training.BatchLearner;
import io.xvad.training.Descent;
import io.xvad.training.KeptRandom;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How generator and critic learn (Gulrajani et al. 2017, algorithm 1): several steps of the critic, each on new images and codes, then one of
 * the generator. The critic learns in a graph of its own; the generator's graph has a copy of its weights. Not thread-safe.
 */
final class GanTraining implements BatchLearner.AfterStep {

    private static final Descent ADAM = new Descent.Adam(0, 0.9);
    private static final String RANDOM = "generator-random";
    private static final String STEPS = "critic-steps";
    private static final long CRITIC = 41;
    private static final long GENERATOR = 43;

    private final Trainable net;
    private final int latent;
    private final int criticSteps;
    private final WassersteinCritic critic;
    private final Optimiser generator;
    private final KeptRandom random;
    private int steps;

    GanTraining(Trainable net, Options options, long seed) {
        this.net = net;
        latent = options.get(GanOptions.LATENT);
        criticSteps = options.get(FAnoGan.CRITIC_STEPS);
        Pyramid pyramid = Pyramid.of(options);
        WeightRule rule =
                WeightRule.of(options.get(FAnoGan.LEARNING_RATE)).by(ADAM);
        critic = new WassersteinCritic(
                new Trainable(seed + CRITIC),
                (graph, images) -> told(new FAnoGanLayers(graph, pyramid, latent), images),
                new long[] {3, pyramid.size(), pyramid.size()},
                options.get(FAnoGan.GRADIENT_PENALTY),
                rule);
        generator = new Optimiser(
                net,
                name -> name.startsWith(FAnoGanLayers.GENERATOR) ? rule : WeightRule.FROZEN,
                FAnoGanNetwork.GENERATOR_LOSS);
        random = new KeptRandom(seed + GENERATOR);
    }

    private static SDVariable told(FAnoGanLayers layers, SDVariable images) {
        return layers.told(layers.features(images, Mode.TRAINING));
    }

    /** The critic's part in the training on a batch. */
    BatchLearner.Turn<float[]> critic() {
        return new BatchLearner.Turn<>("critic", critic.optimiser(), this::inputs);
    }

    private Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider numbers) {
        int length = images.get(0).length;
        float[] real = new float[images.size() * length];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, real, i * length, length);
        }
        ImageRange.sign(real);
        try (INDArray codes = GaussianCode.noise(numbers, images.size(), latent)) {
            float[] made = net.run(Map.of(FAnoGanNetwork.CODES, codes), FAnoGanNetwork.MADE);
            return critic.inputs(real, made, numbers);
        }
    }

    /** Lets the generator learn after every so many steps of the critic. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        steps++;
        if (steps % criticSteps == 0) {
            net.keep(critic.net());
            try (INDArray codes = GaussianCode.noise(random.numbers(), WassersteinCritic.images(inputs), latent)) {
                generator.step(Map.of(FAnoGanNetwork.CODES, codes));
            }
        }
    }

    /** Leaves the critic's last weights with the generator's. */
    void end() {
        net.keep(critic.net());
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
