package io.xvad.detectors.efficientad;

import io.xvad.core.Lazy;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
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
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * EfficientAD (Batzner et al. 2024, "EfficientAD: Accurate Visual Anomaly Detection at Millisecond-Level Latencies"): a
 * small network that describes patches learns to do so from the packaged backbone; a student learns from it on normal
 * pictures, and from an autoencoder that restores its descriptions of the whole picture. The map is where the student
 * differs from either, each scaled by quantiles on normal pictures. The paper distils on ImageNet and keeps the student off
 * it, and learns from one feature in a thousand for 70,000 steps; here, where ImageNet is not at hand, five bundled pictures, varied and mixed into normal ones, stand for it.
 */
public final class EfficientAd implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> SIZE = FeatureOptions.inputSize(128);
    static final OptionSpec<Integer> TEACHER_EPOCHS = OptionSpec.integer(
            "teacher-epochs", 15, 1, 100_000, "Passes in which the patch description network learns from the backbone");
    static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 1, 1024, "Channels of the first layer of the networks; the others have twice as many");
    static final OptionSpec<Double> HARD = OptionSpec.decimal(
            "hard-quantile", 0.9, 0, 1, "Differences of student and teacher below this quantile teach it nothing");

    @Override
    public String name() {
        return "efficient-ad";
    }

    @Override
    public String description() {
        return "Student and autoencoder beside a small patch description network (Batzner et al. 2024)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all(SIZE));
        options.addAll(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(TEACHER_EPOCHS, WIDTH, HARD));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        try (PatchExtractor extractor = PatchExtractor.open(FeatureOptions.backbone(options, SIZE), options, false)) {
            TrainingRows rows = TrainingRows.of(record.normals(), extractor, request.seed(), request.progress());
            EfficientAdNetworks networks = new EfficientAdTraining(rows, extractor, request).run();
            Provenance provenance = request.provenance(this, record);
            return fitted(networks.settings(), networks.saved(), options, provenance);
        }
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        EfficientAdSettings settings = EfficientAdSettings.read(model);
        SavedNetwork saved = SavedNetwork.isIn(model) ? SavedNetwork.read(model) : frozen(model, settings, options);
        return fitted(settings, saved, options, model.provenance());
    }

    private static SavedNetwork frozen(ModelReader model, EfficientAdSettings settings, Options options) {
        EfficientAdNetworks networks = EfficientAdNetworks.of(settings, options.get(WIDTH));
        networks.teacher().read(model);
        networks.student().read(model);
        return networks.saved();
    }

    private static FittedDetector fitted(
            EfficientAdSettings settings, SavedNetwork saved, Options options, Provenance provenance) {
        Lazy<EfficientAdNetworks> networks = new Lazy<>(() -> restored(settings, saved, options));
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork();
        EfficientAdScores scores = engine.isPresent()
                ? new FrozenEfficientAd(
                        saved,
                        engine.get(),
                        options.get(FeatureOptions.THREADS),
                        settings.shape().size())
                : networks.get();
        return new FittedEfficientAd(settings, saved, scores, networks, options.get(FeatureOptions.SIGMA), provenance);
    }

    private static EfficientAdNetworks restored(EfficientAdSettings settings, SavedNetwork saved, Options options) {
        EfficientAdNetworks networks = EfficientAdNetworks.of(settings, options.get(WIDTH));
        networks.teacher().restore(saved);
        networks.student().restore(saved);
        return networks;
    }
}
