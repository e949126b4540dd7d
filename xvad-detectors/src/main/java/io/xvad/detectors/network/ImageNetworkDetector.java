package io.xvad.detectors.network;

import io.xvad.core.Lazy;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.List;
import java.util.Optional;

/**
 * How detectors trained from pixels learn and come back.
 *
 * @param detector the detector
 * @param recipe what is its own
 */
public record ImageNetworkDetector(Detector detector, ImageRecipe recipe) {

    /** Learns; see {@link Detector#fit}. */
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        List<float[]> pictures = NetworkImages.of(record.normals(), ImageOptions.size(options), request.progress());
        Trainable net = recipe.graph(options, request.seed());
        recipe.begin(net, pictures, options);
        int split = pictures.size() - BatchLearner.heldOut(pictures.size());
        BatchLearner<float[]> learner = new BatchLearner<>(
                recipe.optimiser(net, options),
                pictures.subList(0, split),
                pictures.subList(split, pictures.size()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> recipe.inputs(some, options, random),
                recipe.afterStep(net, options));
        TrainingLoop.of(options, recipe.epochs(), request.seed()).run(learner, request.progress());
        recipe.finish(net, pictures, options);
        Provenance provenance = request.provenance(detector, record);
        return fitted(ImageExport.saved(recipe, net, options), options, provenance);
    }

    /** Comes back; see {@link Detector#load}. */
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(detector.options(), model.provenance().options());
        SavedNetwork saved = SavedNetwork.isIn(model) ? SavedNetwork.read(model) : frozen(model, options);
        return fitted(saved, options, model.provenance());
    }

    private SavedNetwork frozen(ModelReader model, Options options) {
        Trainable net = recipe.graph(options, 0);
        net.read(model);
        return ImageExport.saved(recipe, net, options);
    }

    private FittedDetector fitted(SavedNetwork saved, Options options, Provenance provenance) {
        int size = ImageOptions.size(options);
        MapPainter painter = new MapPainter(size, options.get(ImageOptions.SIGMA));
        return new FittedImageNetwork(
                saved,
                scorer(saved, options),
                recipe.views(options),
                size,
                painter,
                detector.capabilities(),
                new Lazy<>(() -> gradient(saved, options, painter)),
                provenance);
    }

    private ImageScorer scorer(SavedNetwork saved, Options options) {
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork();
        return engine.isPresent()
                ? new FrozenImages(
                        saved,
                        engine.get(),
                        options.get(FeatureOptions.THREADS),
                        recipe.views(options),
                        recipe.scoresApart(options))
                : new LiveImages(restored(saved, options), recipe, options);
    }

    private Trainable restored(SavedNetwork saved, Options options) {
        Trainable net = recipe.graph(options, 0);
        net.restore(saved);
        return net;
    }

    private Optional<Differentiable> gradient(SavedNetwork saved, Options options, MapPainter painter) {
        return TrainingRuntime.isAvailable()
                ? recipe.terms(options)
                        .map(terms -> new ImageGradient(restored(saved, options), recipe, options, terms, painter))
                : Optional.empty();
    }
}
