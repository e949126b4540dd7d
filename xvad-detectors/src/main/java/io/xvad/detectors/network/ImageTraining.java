package io.xvad.detectors.network;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import java.util.Collections;
import java.util.List;

/** Trains a network from the pixels of normal images. */
final class ImageTraining {

    private ImageTraining() {}

    /** The options that a method may have defaults of its own for. */
    record Steps(OptionSpec<Integer> epochs, OptionSpec<Integer> batch) {}

    /**
     * Trains with some images held out to know when to stop.
     *
     * @param images as the network sees them
     * @param steps most epochs, and images in a step
     */
    static void untilItStopsFalling(ImageNetwork network, List<float[]> images, Steps steps, FitRequest request) {
        Options options = request.options();
        network.begin(images, request);
        Split<float[]> split = Split.drawn(images, request.seed());
        List<float[]> train = Collections.nCopies(network.repetitions(), split.train()).stream()
                .flatMap(List::stream)
                .toList();
        TrainingLoop.of(options, steps.epochs, request.seed())
                .run(
                        learner(network, new Split<>(train, split.heldOut()), options.get(steps.batch)),
                        request.progress());
        network.finish(images, split.heldOut());
    }

    /**
     * Trains for all epochs on all images that the network does not keep for the end.
     *
     * @param images as the network sees them
     * @param steps epochs, and images in a step
     * @param drawn images in an epoch; 0 for each once
     */
    static void toTheEnd(ImageNetwork network, List<float[]> images, Steps steps, int drawn, FitRequest request) {
        Options options = request.options();
        Split<float[]> split = network.split(images, request.seed());
        network.begin(split.train(), request);
        BatchLearner<float[]> learner =
                learner(network, new Split<>(split.train(), List.of()), options.get(steps.batch));
        TrainingLoop.toTheEnd(options, steps.epochs, request.seed())
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
        network.finish(split.train(), split.heldOut());
    }

    private static BatchLearner<float[]> learner(ImageNetwork network, Split<float[]> split, int batch) {
        BatchLearner<float[]> learner =
                new BatchLearner<>(network.optimiser(), split, batch, network::inputs, network.afterStep());
        return network.keepsLast() ? learner.keepingLast() : learner;
    }
}
