package io.xvad.detectors.network;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.training.BatchLearner;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import java.util.List;

/** Trains a network from the pixels of normal images, with some of them held out to know when to stop. */
final class ImageTraining {

    private ImageTraining() {}

    /**
     * Trains.
     *
     * @param images as the network sees them
     * @param epochs most epochs
     */
    static void train(ImageNetwork network, List<float[]> images, OptionSpec<Integer> epochs, FitRequest request) {
        Options options = request.options();
        network.begin(images);
        Split<float[]> split = Split.drawn(images, request.seed());
        BatchLearner<float[]> learner = new BatchLearner<>(
                network.optimiser(), split, options.get(TrainingOptions.BATCH), network::inputs, network.afterStep());
        TrainingLoop.of(options, epochs, request.seed()).run(learner, request.progress());
        network.finish(images, split.heldOut());
    }
}
