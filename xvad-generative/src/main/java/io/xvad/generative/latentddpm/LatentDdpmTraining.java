package io.xvad.generative.latentddpm;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.LatentTraining;
import io.xvad.generative.latent.VqAutoencoder;
import io.xvad.generative.search.GaussianNoise;
import io.xvad.training.BatchLearner;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightAverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the autoencoder, and then a network to tell Gaussian noise in its latents, at times drawn evenly from all.
 *
 * @param options of {@link LatentDdpm}
 */
record LatentDdpmTraining(Options options) {

    /**
     * What is learned from images; those held out say from which divergence on a place is masked, or all if there are too few.
     *
     * @param images each of shape (3, size, size), in [-1, 1]
     */
    LatentDdpmModel on(List<float[]> images, FitRequest request) {
        Split<float[]> split = Split.drawn(images, request.seed());
        LatentDdpmModel.Networks networks = networks(split.train(), request);
        List<float[]> measured = split.heldOut().isEmpty() ? split.train() : split.heldOut();
        return new LatentDdpmModel(networks, networks.thresholds(measured, options, request.seed()));
    }

    private LatentDdpmModel.Networks networks(List<float[]> seen, FitRequest request) {
        List<float[]> images = seen.stream().map(LatentCodec::unit).toList();
        VqAutoencoder autoencoder = autoencoder(request.seed());
        LatentForm form = autoencoder.form();
        autoencoder.train(
                images,
                request,
                new LatentTraining(
                        LatentDdpm.AUTOENCODER_EPOCHS,
                        LatentDdpm.BATCH,
                        LatentDdpm.LEARNING_RATE,
                        LatentDdpm.EPOCH_IMAGES,
                        form.shift()));
        NoiseNetwork network = new NoiseNetwork(LatentDdpm.unetForm(options), request.seed());
        WeightAverage average = new WeightAverage(network.net(), options.get(DiffusionOptions.AVERAGE));
        BatchLearner<float[]> learner = new BatchLearner<>(
                network.optimiser(options.get(LatentDdpm.LEARNING_RATE)),
                new Split<>(images, List.of()),
                options.get(LatentDdpm.BATCH),
                (some, random) -> inputs(network, autoencoder, form.shift().of(some, random), random),
                average);
        int drawn = options.get(LatentDdpm.EPOCH_IMAGES);
        TrainingLoop.toTheEnd(options, LatentDdpm.EPOCHS, request.seed())
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
        average.set();
        SavedNetwork saved = Trainable.saved(network.saved().onnx(), network.net(), autoencoder.net())
                .withReconstruction(autoencoder.codec().decoder());
        return new LatentDdpmModel.Networks(saved, autoencoder.codec().encoder());
    }

    private static Map<String, INDArray> inputs(
            NoiseNetwork network, VqAutoencoder autoencoder, List<float[]> images, UniformRandomProvider random) {
        NoiseSchedule schedule = DiffusionOptions.schedule();
        float[] latents = autoencoder.codec().encoded(images);
        int length = latents.length / images.size();
        List<Noised> batch = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] latent = Arrays.copyOfRange(latents, i * length, (i + 1) * length);
            int time = random.nextInt(schedule.steps());
            batch.add(Noised.of(schedule, latent, time, GaussianNoise.drawn(random, length)));
        }
        return network.inputs(batch);
    }

    private VqAutoencoder autoencoder(long seed) {
        return new VqAutoencoder(LatentDdpm.latentForm(options), options.get(LatentDdpm.CODES), seed);
    }

    /** The network that tells the noise, in SameDiff. */
    Network liveNoise(SavedNetwork saved) {
        NoiseNetwork network = new NoiseNetwork(LatentDdpm.unetForm(options), 0);
        network.net().restore(saved);
        return network.live();
    }

    /** An output of the autoencoder, in SameDiff. */
    Network live(SavedNetwork saved, String output) {
        VqAutoencoder autoencoder = autoencoder(0);
        autoencoder.net().restore(saved);
        return autoencoder.codec().live(output);
    }
}
