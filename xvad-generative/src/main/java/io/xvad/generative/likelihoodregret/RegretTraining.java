package io.xvad.generative.likelihoodregret;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;

/** Trains the autoencoder by its loss, to the end, with a learning rate that falls to 0 and a little weight decay. */
final class RegretTraining {

    private static final double WEIGHT_DECAY = 3e-5;

    private RegretTraining() {}

    /**
     * An autoencoder that has learned.
     *
     * @param levels of each image, row by row
     */
    static SavedRegretNetwork trained(List<float[]> levels, FitRequest request) {
        Options options = request.options();
        RegretNetwork network = RegretNetwork.of(options, request.seed());
        int drawn = options.get(LikelihoodRegret.EPOCH_IMAGES);
        BatchLearner<float[]> learner = learner(network, levels, options);
        TrainingLoop.toTheEnd(options, LikelihoodRegret.EPOCHS, request.seed())
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
        return RegretForms.saved(network, options.get(LikelihoodRegret.SEARCH_DRAWS));
    }

    private static BatchLearner<float[]> learner(RegretNetwork network, List<float[]> levels, Options options) {
        WeightRule rule = WeightRule.annealed(
                        options.get(LikelihoodRegret.LEARNING_RATE), options.get(LikelihoodRegret.EPOCHS))
                .withDecay(WEIGHT_DECAY);
        return new BatchLearner<>(
                new Optimiser(network.net(), name -> rule, RegretNetwork.LOSS),
                new Split<>(levels, List.of()),
                options.get(LikelihoodRegret.BATCH),
                (some, random) -> Map.of(
                        RegretNetwork.TRAINED,
                        network.grey().batch(some),
                        RegretNetwork.TRAINING_NOISE,
                        GaussianCode.noise(random, some.size(), network.latent())),
                inputs -> {});
    }

    /** The network in SameDiff with weights that were saved. */
    static RegretNetwork restored(SavedNetwork saved, Options options) {
        RegretNetwork network = RegretNetwork.of(options, 0);
        network.net().restore(saved);
        return network;
    }
}
