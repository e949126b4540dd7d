package io.xvad.generative.latent;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.List;

/**
 * How an autoencoder is trained before what works on its latents: to the end, by a step that falls to 0 along half a cosine, on images that
 * are shifted anew each time.
 *
 * @param epochs option with the number of epochs
 * @param batch option with the images in a step
 * @param learningRate option with the first step of the optimiser
 * @param epochImages option with the images in an epoch, drawn anew; 0 for each once
 * @param shift of the images
 */
public record LatentTraining(
        OptionSpec<Integer> epochs,
        OptionSpec<Integer> batch,
        OptionSpec<Double> learningRate,
        OptionSpec<Integer> epochImages,
        Shift shift) {

    private static final String STAGE = "autoencoder";

    /** Trains those weights of a graph that are an autoencoder's. */
    void run(
            Trainable net,
            String loss,
            BatchLearner.Inputs<float[]> inputs,
            BatchLearner.AfterStep afterStep,
            List<float[]> images,
            FitRequest request) {
        Options options = request.options();
        WeightRule rule = WeightRule.annealed(options.get(learningRate), options.get(epochs));
        BatchLearner<float[]> learner = new BatchLearner<>(
                new Optimiser(net, name -> LatentLayers.isWeight(name) ? rule : WeightRule.FROZEN, loss),
                new Split<>(images, List.of()),
                options.get(batch),
                (some, random) -> inputs.of(shift.of(some, random), random),
                afterStep);
        int drawn = options.get(epochImages);
        TrainingLoop.toTheEnd(options, epochs, request.seed())
                .stage(STAGE)
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
    }
}
