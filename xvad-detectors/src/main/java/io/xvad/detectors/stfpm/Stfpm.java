package io.xvad.detectors.stfpm;

import io.xvad.core.Lazy;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Student-teacher feature pyramid matching (Wang et al. 2021): a student that sees only normal pictures learns to give the
 * features of a frozen teacher at several scales; where it does not, the picture is anomalous. Unlike in the paper, features
 * are standardised first, and the student is not of the teacher's architecture but a plain convolutional network.
 */
public final class Stfpm implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 1, 1024, "Channels of the student's first layer; each of the next has twice as many");

    @Override
    public String name() {
        return "stfpm";
    }

    @Override
    public String description() {
        return "Where a student fails to give a frozen network's features at several scales (Wang et al. 2021)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, RemembersImages.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
        options.addAll(TrainingOptions.all(EPOCHS, RATE));
        options.add(WIDTH);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        return opened(FeatureOptions.backbone(options), options, extractor -> {
            TrainingRows rows = TrainingRows.of(record.normals(), extractor, request.seed(), request.progress());
            Standardisation standardisation = Standardisation.of(rows.rows(), extractor.dimension());
            Trainable net = graph(extractor, options, request.seed());
            StudentTraining.run(net, rows, standardisation, request);
            NormalExamples examples = NormalExamples.fit(normals, extractor, request.seed());
            Provenance provenance = request.provenance(this, record);
            return fitted(extractor, saved(net, extractor), standardisation, options, examples, provenance);
        });
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return opened(BackboneEntry.read(model), options, extractor -> {
            SavedNetwork saved =
                    SavedNetwork.isIn(model) ? SavedNetwork.read(model) : frozen(model, extractor, options);
            Standardisation standardisation = Standardisation.read(model, extractor.dimension());
            return fitted(extractor, saved, standardisation, options, NormalExamples.read(model), model.provenance());
        });
    }

    private static Trainable graph(PatchExtractor extractor, Options options, long seed) {
        int size = extractor.spec().inputSize();
        return StudentGraph.build(Scale.of(extractor), size, extractor.side(), options.get(WIDTH), seed);
    }

    private static FittedDetector opened(
            BackboneSpec spec, Options options, Function<PatchExtractor, FittedDetector> rest) {
        PatchExtractor extractor = PatchExtractor.open(spec, options, false);
        try {
            return rest.apply(extractor);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private static FittedDetector fitted(
            PatchExtractor extractor,
            SavedNetwork saved,
            Standardisation standardisation,
            Options options,
            NormalExamples examples,
            Provenance provenance) {
        MapPainter painter = new MapPainter(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA));
        Lazy<Trainable> net = new Lazy<>(() -> restored(saved, extractor, options));
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork();
        StudentScores scores = engine.isPresent()
                ? new FrozenStudent(saved, engine.get(), options.get(FeatureOptions.THREADS), standardisation)
                : new LiveStudent(net.get(), standardisation);
        return new FittedStudent(extractor, saved, scores, net, standardisation, painter, examples, provenance);
    }

    private static Trainable restored(SavedNetwork saved, PatchExtractor extractor, Options options) {
        Trainable net = graph(extractor, options, 0);
        net.restore(saved);
        return net;
    }

    private static SavedNetwork frozen(ModelReader model, PatchExtractor extractor, Options options) {
        Trainable net = graph(extractor, options, 0);
        net.read(model);
        return saved(net, extractor);
    }

    private static SavedNetwork saved(Trainable net, PatchExtractor extractor) {
        int rows = extractor.side() * extractor.side();
        int size = extractor.spec().inputSize();
        return Trainable.saved(StudentExport.of(net, size, rows, extractor.dimension()), net);
    }
}
