package io.xvad.generative.anoddpm;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Noised;
import io.xvad.training.BatchLearner;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightAverage;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network to tell simplex noise in normal images, at times drawn evenly from those that are trained.
 *
 * @param options of {@link AnoDdpm}
 */
record AnoDdpmTraining(Options options) {

    /** The average of the weights over the training on some images. */
    SavedNetwork on(List<float[]> images, FitRequest request) {
        NoiseNetwork network = new NoiseNetwork(AnoDdpm.form(options), request.seed());
        WeightAverage average = new WeightAverage(network.net(), options.get(DiffusionOptions.AVERAGE));
        BatchLearner<float[]> learner = new BatchLearner<>(
                network.optimiser(options.get(AnoDdpm.LEARNING_RATE)),
                new Split<>(images, List.of()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> inputs(network, some, random),
                average);
        int drawn = options.get(DiffusionOptions.EPOCH_IMAGES);
        TrainingLoop.toTheEnd(options, AnoDdpm.EPOCHS, request.seed())
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
        average.set();
        return network.saved();
    }

    private Map<String, INDArray> inputs(NoiseNetwork network, List<float[]> images, UniformRandomProvider random) {
        return network.inputs(
                images.stream().map(image -> noised(image, random)).toList());
    }

    private Noised noised(float[] image, UniformRandomProvider random) {
        int time = random.nextInt(options.get(AnoDdpm.TRAINED_TIMES));
        OctaveNoise noise = AnoDdpm.noise(options);
        NoiseSchedule schedule = DiffusionOptions.schedule();
        int channels = DiffusionOptions.pixels(options).channels();
        float[] wide = AnoDdpm.margin(options).added(image);
        return Noised.of(schedule, wide, time, noise.drawn(new SplittableRandom(random.nextLong()), channels, time));
    }

    /** The network in SameDiff. */
    static Network live(SavedNetwork saved, Options options) {
        NoiseNetwork network = new NoiseNetwork(AnoDdpm.form(options), 0);
        network.net().restore(saved);
        return network.live();
    }
}
