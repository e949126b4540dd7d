package io.xvad.video.detectors.networks;

import io.xvad.core.Lazy;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.dl4j.Dl4jEngine;
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

    FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        WindowInputs inputs = inputs(options);
        List<FrameWindow> windows =
                TrainingWindows.of(record.normals(), inputs.sight().window(), inputs.size(), request.progress());
        Trainable net = recipe.graph(options, request.seed());
        prepare(net, windows.subList(0, Math.min(windows.size(), options.get(TrainingOptions.BATCH))), options);
        double rate = options.get(recipe.learningRate());
        int split = windows.size() - BatchLearner.heldOut(windows.size());
        BatchLearner<FrameWindow> learner = new BatchLearner<>(
                new Optimiser(net, VideoRecipe.LOSS, name -> rate, 0),
                windows.subList(0, split),
                windows.subList(split, windows.size()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> inputs.of(some),
                recipe.afterStep(net, options));
        TrainingLoop.of(options, recipe.epochs(), request.seed()).run(learner, request.progress());
        return measured(frozen(net, options), spread(windows), options, request.provenance(detector, record));
    }

    private void prepare(Trainable net, List<FrameWindow> windows, Options options) {
        Map<String, INDArray> fed = inputs(options).of(windows);
        recipe.prepare(net, fed, options);
        fed.values().forEach(INDArray::close);
    }

    private WindowInputs inputs(Options options) {
        return new WindowInputs(recipe.sight(options), NetworkOptions.size(options));
    }

    private SavedNetwork frozen(Trainable net, Options options) {
        return Trainable.saved(WindowExport.of(net, NetworkOutputs.of(recipe, options), inputs(options)), net);
    }

    private NetworkRun run(SavedNetwork saved, Options options) {
        NetworkOutputs outputs = NetworkOutputs.of(recipe, options);
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork();
        return engine.isPresent()
                ? new FrozenRun(saved, engine.get(), options.get(FeatureOptions.THREADS), outputs, inputs(options))
                : new LiveRun(restored(saved, options), outputs, inputs(options));
    }

    private Trainable restored(SavedNetwork saved, Options options) {
        Trainable net = recipe.graph(options, 0);
        net.restore(saved);
        return net;
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

    private FittedDetector measured(
            SavedNetwork saved, List<FrameWindow> windows, Options options, Provenance provenance) {
        NetworkRun run = run(saved, options);
        try {
            return measured(saved, run, windows, options, provenance);
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private FittedDetector measured(
            SavedNetwork saved, NetworkRun run, List<FrameWindow> windows, Options options, Provenance provenance) {
        int length = recipe.sight(options).window();
        ErrorScore error = ErrorScore.of(options);
        List<NetworkRun.Found> found = new ArrayList<>();
        List<double[]> parts = new ArrayList<>();
        for (FrameWindow window : windows) {
            Cancellation.check();
            NetworkRun.Found one = run.of(window.frames(length));
            PackedClip clip = window.clip();
            double decibels = error.decibels(one.errors(), error.map(one.errors(), clip.height(), clip.width()));
            found.add(one);
            parts.add(VideoNetwork.parts(decibels, one.terms()));
        }
        Optional<ItemUse> items =
                recipe.items().map(some -> ItemUse.of(some.name(), some.count().apply(options), windows, found));
        return fitted(saved, run, ScoreParts.of(recipe, options, parts), items, options, provenance);
    }

    FittedDetector load(ModelReader model) {
        Options options = Options.parse(detector.options(), model.provenance().options());
        SavedNetwork saved = SavedNetwork.isIn(model) ? SavedNetwork.read(model) : refrozen(model, options);
        ScoreParts parts = ScoreParts.read(model, recipe, options);
        Optional<ItemUse> items = recipe.items().map(some -> ItemUse.read(model, some.name()));
        return fitted(saved, run(saved, options), parts, items, options, model.provenance());
    }

    /** Files of a version before have no frozen form. */
    private SavedNetwork refrozen(ModelReader model, Options options) {
        Trainable net = recipe.graph(options, 0);
        net.read(model);
        return frozen(net, options);
    }

    private FittedDetector fitted(
            SavedNetwork saved,
            NetworkRun run,
            ScoreParts parts,
            Optional<ItemUse> items,
            Options options,
            Provenance provenance) {
        WindowInputs inputs = inputs(options);
        ErrorScore error = ErrorScore.of(options);
        Lazy<Optional<DifferentiatesFrames>> gradient =
                new Lazy<>(() -> gradient(saved, inputs, error, parts, options));
        return new FittedVideoDetector(
                new VideoNetwork(saved, run, inputs, error, parts, items, gradient),
                options.get(VideoOptions.SMOOTHING),
                provenance);
    }

    private Optional<DifferentiatesFrames> gradient(
            SavedNetwork saved, WindowInputs inputs, ErrorScore error, ScoreParts parts, Options options) {
        List<String> terms = NetworkOutputs.of(recipe, options).terms();
        return new Dl4jEngine().availability().isAvailable()
                ? Optional.of(new WindowGradient(restored(saved, options), terms, inputs, error, parts))
                : Optional.empty();
    }
}
