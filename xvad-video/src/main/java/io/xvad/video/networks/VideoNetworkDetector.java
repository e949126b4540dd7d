package io.xvad.video.networks;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Fingerprint;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.learn.BatchLearner;
import io.xvad.detectors.learn.LearnOptions;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.TrainingLoop;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How video networks learn and come back.
 *
 * @param detector the detector
 * @param recipe what is its own
 */
record VideoNetworkDetector(Detector detector, VideoRecipe recipe) {

    private static final int MEASURED = 300;

    FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        Fingerprint fingerprinted = new Fingerprint(normals);
        WindowInputs inputs = inputs(options);
        List<FrameWindow> windows =
                TrainingWindows.of(fingerprinted, inputs.sight().window(), inputs.size(), request.progress());
        Trainable net = recipe.graph(options, request.seed());
        prepare(net, windows.subList(0, Math.min(windows.size(), options.get(LearnOptions.BATCH))), options);
        double rate = options.get(recipe.learningRate());
        int split = windows.size() - BatchLearner.heldOut(windows.size());
        BatchLearner<FrameWindow> learner = new BatchLearner<>(
                new Optimiser(net, VideoRecipe.LOSS, name -> rate, 0),
                windows.subList(0, split),
                windows.subList(split, windows.size()),
                options.get(LearnOptions.BATCH),
                (some, random) -> inputs.of(some),
                recipe.afterStep(net, options));
        TrainingLoop.of(options, recipe.epochs(), request.seed()).run(learner, request.progress());
        return measured(
                run(net, options),
                spread(windows),
                options,
                Provenance.of(detector, request, normals.size(), fingerprinted.hex()));
    }

    private void prepare(Trainable net, List<FrameWindow> windows, Options options) {
        Map<String, INDArray> fed = inputs(options).of(windows);
        recipe.prepare(net, fed, options);
        fed.values().forEach(INDArray::close);
    }

    private WindowInputs inputs(Options options) {
        return new WindowInputs(recipe.sight(options), NetworkOptions.size(options));
    }

    private NetworkRun run(Trainable net, Options options) {
        return new NetworkRun(
                net,
                recipe,
                recipe.terms(options).stream().map(VideoRecipe.Term::output).toList());
    }

    /** Enough of them to know what is normal. */
    private static List<FrameWindow> spread(List<FrameWindow> windows) {
        int step = (windows.size() + MEASURED - 1) / MEASURED;
        List<FrameWindow> some = new ArrayList<>();
        for (int i = 0; i < windows.size(); i += step) {
            some.add(windows.get(i));
        }
        return some;
    }

    private FittedDetector measured(NetworkRun run, List<FrameWindow> windows, Options options, Provenance provenance) {
        WindowInputs inputs = inputs(options);
        ErrorScore error = ErrorScore.of(options);
        List<NetworkRun.Found> found = new ArrayList<>();
        List<double[]> parts = new ArrayList<>();
        for (FrameWindow window : windows) {
            Cancellation.check();
            Map<String, INDArray> fed = inputs.of(List.of(window));
            NetworkRun.Found one = run.of(fed);
            fed.values().forEach(INDArray::close);
            PackedClip clip = window.clip();
            double decibels = error.decibels(one.errors(), error.map(one.errors(), clip.height(), clip.width()));
            found.add(one);
            parts.add(VideoNetwork.parts(decibels, one.terms()));
        }
        Optional<ItemUse> items =
                recipe.items().map(some -> ItemUse.of(some.name(), some.count().apply(options), windows, found));
        return fitted(run, ScoreParts.of(recipe, options, parts), items, options, provenance);
    }

    FittedDetector load(ModelReader model) {
        Options options = Options.parse(detector.options(), model.provenance().options());
        Trainable net = recipe.graph(options, 0);
        net.read(model);
        return fitted(
                run(net, options),
                ScoreParts.read(model, recipe, options),
                recipe.items().map(items -> ItemUse.read(model, items.name())),
                options,
                model.provenance());
    }

    private FittedDetector fitted(
            NetworkRun run, ScoreParts parts, Optional<ItemUse> items, Options options, Provenance provenance) {
        return new FittedVideoDetector(
                new VideoNetwork(run, inputs(options), ErrorScore.of(options), parts, items),
                options.get(VideoOptions.SMOOTHING),
                provenance);
    }
}
