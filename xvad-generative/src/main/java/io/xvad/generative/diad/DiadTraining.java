package io.xvad.generative.diad;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.latent.CodecGraph;
import io.xvad.generative.latent.KlAutoencoder;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.LatentTraining;
import io.xvad.generative.latent.Shift;
import io.xvad.generative.search.GaussianNoise;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Trains an autoencoder, then a diffusion model of its latents, and then the guidance: a copy of the way down of the diffusion model, and its
 * way up, while its own way down stays as it is.
 *
 * @param options of {@link Diad}
 * @param request with the seed
 */
record DiadTraining(Options options, FitRequest request) {

    private static final String PRIOR = "prior";

    /**
     * What is learned from images.
     *
     * @param images each of shape (3, size, size), in [0, 1]
     */
    DiadModel.Networks on(List<float[]> images) {
        CodecGraph codec = codec(images);
        DiadNetwork network = Diad.network(options, request.seed());
        network.begin(prior(images, codec));
        train(
                TrainingLoop.toTheEnd(options, Diad.EPOCHS, request.seed()),
                images,
                network.optimiser(rule(Diad.EPOCHS)),
                (some, random) -> network.inputs(some, noised(codec, some, random)));
        network.freeze();
        SavedNetwork saved =
                Trainable.saved(network.noise(), network.net(), codec.net()).withReconstruction(codec.decoder());
        return new DiadModel.Networks(saved, codec.encoder(), network.hint());
    }

    private NoiseNetwork prior(List<float[]> images, CodecGraph codec) {
        NoiseNetwork prior = new NoiseNetwork(Diad.unetForm(options), request.seed());
        train(
                TrainingLoop.toTheEnd(options, Diad.PRIOR_EPOCHS, request.seed())
                        .stage(PRIOR),
                images,
                prior.optimiser(rule(Diad.PRIOR_EPOCHS)),
                (some, random) -> prior.inputs(noised(codec, some, random)));
        return prior;
    }

    private CodecGraph codec(List<float[]> images) {
        LatentForm form = Diad.latentForm(options);
        KlAutoencoder autoencoder = new KlAutoencoder(new Trainable(request.seed()), form);
        LatentTraining training = new LatentTraining(
                Diad.AUTOENCODER_EPOCHS, Diad.BATCH, Diad.LEARNING_RATE, Diad.EPOCH_IMAGES, form.shift());
        autoencoder.train(images, request, training);
        return autoencoder.codec();
    }

    private WeightRule rule(OptionSpec<Integer> epochs) {
        return WeightRule.annealed(options.get(Diad.LEARNING_RATE), options.get(epochs));
    }

    /** Trains on images that are shifted anew each time. */
    private void train(
            TrainingLoop loop, List<float[]> images, Optimiser optimiser, BatchLearner.Inputs<float[]> inputs) {
        Shift shift = Diad.latentForm(options).shift();
        BatchLearner<float[]> learner = new BatchLearner<>(
                        optimiser,
                        new Split<>(images, List.of()),
                        options.get(Diad.BATCH),
                        (some, random) -> inputs.of(shift.of(some, random), random),
                        seen -> {})
                .keepingLast();
        int drawn = options.get(Diad.EPOCH_IMAGES);
        loop.run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
    }

    /** The latents of images with noise, each of a time drawn from all. */
    private static List<Noised> noised(CodecGraph codec, List<float[]> images, UniformRandomProvider random) {
        float[] latents = codec.encoded(images);
        int length = codec.form().values();
        List<Noised> noised = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] latent = Arrays.copyOfRange(latents, i * length, (i + 1) * length);
            int time = random.nextInt(Diad.SCHEDULE.steps());
            noised.add(Noised.of(Diad.SCHEDULE, latent, time, GaussianNoise.drawn(random, length)));
        }
        return noised;
    }
}
