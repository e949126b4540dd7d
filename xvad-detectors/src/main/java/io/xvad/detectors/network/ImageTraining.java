package io.xvad.detectors.network;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.training.BatchLearner;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import java.util.Collections;
import java.util.List;

/** Trains a network from the pixels of normal images. */
final class ImageTraining {

    private ImageTraining() {}

    /**
     * Trains with some images held out to know when to stop.
     *
     * @param images as the network sees them
     * @param epochs most epochs
     */
    static void untilItStopsFalling(
            ImageNetwork network, List<float[]> images, OptionSpec<Integer> epochs, FitRequest request) {
        Options options = request.options();
        network.begin(images, request);
        Split<float[]> split = Split.drawn(images, request.seed());
        List<float[]> train = Collections.nCopies(network.repetitions(), split.train()).stream()
                .flatMap(List::stream)
                .toList();
        TrainingLoop.of(options, epochs, request.seed())
                .run(learner(network, new Split<>(train, split.heldOut()), options), request.progress());
        network.finish(images, split.heldOut());
    }

    /**
     * Trains on all images for all epochs.
     *
     * @param images as the network sees them
     * @param epochs how many
     * @param drawn images in an epoch; 0 for each once
     */
    static void toTheEnd(
            ImageNetwork network, List<float[]> images, OptionSpec<Integer> epochs, int drawn, FitRequest request) {
        Options options = request.options();
        network.begin(images, request);
        BatchLearner<float[]> learner = learner(network, new Split<>(images, List.of()), options);
        TrainingLoop.toTheEnd(options, epochs, request.seed())
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
        network.finish(images, List.of());
    }

    private static BatchLearner<float[]> learner(ImageNetwork network, Split<float[]> split, Options options) {
        return new BatchLearner<>(
                network.optimiser(), split, options.get(TrainingOptions.BATCH), network::inputs, network.afterStep());
    }
}
