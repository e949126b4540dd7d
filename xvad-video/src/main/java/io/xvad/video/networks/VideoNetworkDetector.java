package io.xvad.video.networks;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Fingerprint;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.BatchLearner;
import io.xvad.detectors.learn.LearnOptions;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.TrainingLoop;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.List;

/**
 * How video networks learn and come back.
 *
 * @param detector the detector
 * @param recipe what is its own
 */
record VideoNetworkDetector(Detector detector, VideoRecipe recipe) {

    FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        int size = NetworkOptions.size(options);
        Fingerprint fingerprinted = new Fingerprint(normals);
        List<FrameWindow> windows = TrainingWindows.of(fingerprinted, recipe.before() + 1, size, request.progress());
        Trainable net = recipe.graph(options, request.seed());
        WindowInputs inputs = new WindowInputs(recipe.before(), size);
        int split = windows.size() - BatchLearner.heldOut(windows.size());
        BatchLearner<FrameWindow> learner = new BatchLearner<>(
                recipe.optimiser(net, options),
                windows.subList(0, split),
                windows.subList(split, windows.size()),
                options.get(LearnOptions.BATCH),
                (some, random) -> inputs.training(some),
                fed -> {});
        TrainingLoop.of(options, recipe.epochs(), request.seed()).run(learner, request.progress());
        return fitted(net, options, Provenance.of(detector, request, normals.size(), fingerprinted.hex()));
    }

    FittedDetector load(ModelReader model) {
        Options options = Options.parse(detector.options(), model.provenance().options());
        Trainable net = recipe.graph(options, 0);
        net.read(model);
        return fitted(net, options, model.provenance());
    }

    private FittedDetector fitted(Trainable net, Options options, Provenance provenance) {
        WindowInputs inputs = new WindowInputs(recipe.before(), NetworkOptions.size(options));
        return new FittedVideoDetector(
                new VideoNetwork(net, inputs, ErrorScore.of(options)), options.get(VideoOptions.SMOOTHING), provenance);
    }
}
