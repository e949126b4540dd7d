package io.xvad.generative.diad;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.diffusion.NoisedBatch;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentTraining;
import io.xvad.generative.latent.Shift;
import io.xvad.generative.search.GaussianNoise;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the autoencoder, then a diffusion model of its latents, and then the guidance: a copy of the way down of the diffusion model, and its
 * way up, while its own way down stays as it is.
 *
 * @param network untrained
 * @param options of {@link Diad}
 */
record DiadTraining(DiadNetwork network, Options options) {

    private static final String PRIOR = "prior";

    /**
     * Learns from images.
     *
     * @param images each of shape (3, size, size), in [0, 1]
     */
    void on(List<float[]> images, FitRequest request) {
        network.autoencoder()
                .train(
                        images,
                        request,
                        new LatentTraining(
                                Diad.AUTOENCODER_EPOCHS,
                                Diad.BATCH,
                                Diad.LEARNING_RATE,
                                Diad.EPOCH_IMAGES,
                                shift()));
        TrainingLoop prior = TrainingLoop.toTheEnd(options, Diad.PRIOR_EPOCHS, request.seed())
                .stage(PRIOR);
        prior.run(
                learner(images, Diad.PRIOR_EPOCHS, DiadNetwork.PRIOR_LOSS, DiadNetwork::isPrior), request.progress());
        SemanticGuidance.copy(network.net());
        TrainingLoop guided = TrainingLoop.toTheEnd(options, Diad.EPOCHS, request.seed());
        guided.run(learner(images, Diad.EPOCHS, DiadNetwork.LOSS, network::isGuided), request.progress());
    }

    private Shift shift() {
        return network.autoencoder().form().shift();
    }

    private BatchLearner<float[]> learner(
            List<float[]> images, OptionSpec<Integer> epochs, String loss, Predicate<String> learns) {
        WeightRule rule = WeightRule.annealed(options.get(Diad.LEARNING_RATE), options.get(epochs));
        BatchLearner<float[]> learner = new BatchLearner<float[]>(
                        new Optimiser(network.net(), name -> learns.test(name) ? rule : WeightRule.FROZEN, loss),
                        new Split<>(images, List.of()),
                        options.get(Diad.BATCH),
                        (some, random) -> inputs(shift().of(some, random), random),
                        inputs -> {})
                .keepingLast();
        int drawn = options.get(Diad.EPOCH_IMAGES);
        return drawn > 0 ? learner.drawing(drawn) : learner;
    }

    /** The images, their latents with noise, the codes of their times, and the noise. */
    private Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        INDArray batch = NetworkImages.batch(images, network.autoencoder().form().size());
        float[] latents = network.net().run(Map.of(LatentCodec.IMAGE, batch), LatentCodec.LATENT);
        int length = latents.length / images.size();
        List<Noised> noised = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] latent = Arrays.copyOfRange(latents, i * length, (i + 1) * length);
            int time = random.nextInt(Diad.SCHEDULE.steps());
            noised.add(Noised.of(Diad.SCHEDULE, latent, time, GaussianNoise.drawn(random, length)));
        }
        Map<String, INDArray> inputs = new HashMap<>(NoisedBatch.of(network.form(), noised));
        inputs.put(LatentCodec.IMAGE, batch);
        inputs.put(DiadNetwork.TARGET, NoisedBatch.noise(network.form(), noised));
        return inputs;
    }
}
