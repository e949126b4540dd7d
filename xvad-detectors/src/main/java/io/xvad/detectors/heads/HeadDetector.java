package io.xvad.detectors.heads;

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
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.Distances;
import io.xvad.detectors.features.FeatureGraph;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.FittedFeatures;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How detectors with a trained head learn and come back.
 *
 * @param detector the detector
 * @param recipe what is its own
 */
public record HeadDetector(Detector detector, HeadRecipe recipe) {

    /** Learns; see {@link Detector#fit}. */
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        return opened(FeatureOptions.backbone(options), options, extractor -> {
            TrainingRows rows = TrainingRows.of(record.normals(), extractor, request.seed(), request.progress());
            Standardisation standardisation = Standardisation.of(rows.rows(), extractor.dimension());
            Trainable net = recipe.graph(extractor, options, request.seed());
            recipe.train(net, rows, standardisation, extractor, request);
            NormalExamples examples = NormalExamples.fit(normals, extractor, request.seed());
            Provenance provenance = request.provenance(detector, record);
            return fitted(saved(net, extractor), standardisation, extractor, options, examples, provenance);
        });
    }

    /** Comes back; see {@link Detector#load}. */
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(detector.options(), model.provenance().options());
        return opened(BackboneEntry.read(model), options, extractor -> {
            SavedNetwork saved =
                    SavedNetwork.isIn(model) ? SavedNetwork.read(model) : frozen(model, extractor, options);
            Standardisation standardisation = Standardisation.read(model, extractor.dimension());
            NormalExamples examples = NormalExamples.read(model);
            return fitted(saved, standardisation, extractor, options, examples, model.provenance());
        });
    }

    /** Opens the backbone, which is closed again if what follows fails. */
    private FittedDetector opened(BackboneSpec spec, Options options, Function<PatchExtractor, FittedDetector> rest) {
        PatchExtractor extractor = PatchExtractor.open(spec, options, recipe.locallyAware());
        try {
            return rest.apply(extractor);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private SavedNetwork frozen(ModelReader model, PatchExtractor extractor, Options options) {
        Trainable net = recipe.graph(extractor, options, 0);
        net.read(model);
        return saved(net, extractor);
    }

    private static SavedNetwork saved(Trainable net, PatchExtractor extractor) {
        int rows = extractor.side() * extractor.side();
        return Trainable.saved(HeadExport.of(net, rows, extractor.dimension()), net);
    }

    private FittedDetector fitted(
            SavedNetwork saved,
            Standardisation standardisation,
            PatchExtractor extractor,
            Options options,
            NormalExamples examples,
            Provenance provenance) {
        Lazy<Head> live = new Lazy<>(() -> live(saved, standardisation, extractor, options));
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork();
        Distances head = engine.isPresent()
                ? new FrozenHead(saved, engine.get(), options.get(FeatureOptions.THREADS), standardisation, live)
                : live.get();
        MapPainter painter = recipe.painter(extractor, options);
        FeatureGraph whole = new FeatureGraph(
                extractor, painter, (onnx, picture, rows) -> judged(onnx, rows, saved, standardisation));
        return new FittedFeatures(
                extractor,
                head,
                painter,
                examples,
                provenance,
                model -> {
                    saved.write(model);
                    standardisation.write(model);
                },
                whole);
    }

    private static FeatureGraph.Judged judged(
            OnnxGraph onnx, String rows, SavedNetwork saved, Standardisation standardisation) {
        Map<String, String> head = onnx.embed(saved.onnx(), standardisation.apply(onnx, rows), "head-");
        return new FeatureGraph.Judged(Objects.requireNonNull(head.get(Head.SCORE)), Optional.empty());
    }

    private Head live(SavedNetwork saved, Standardisation standardisation, PatchExtractor extractor, Options options) {
        Trainable net = recipe.graph(extractor, options, 0);
        net.restore(saved);
        return new Head(net, standardisation, recipe.trainingInputs(extractor));
    }
}
