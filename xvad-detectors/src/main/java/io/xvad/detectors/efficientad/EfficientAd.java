package io.xvad.detectors.efficientad;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Scores a place by how far a student network is there from a small teacher and from an autoencoder: EfficientAD (Batzner,
 * Heckler and König 2024, "EfficientAD: Accurate Visual Anomaly Detection at Millisecond-Level Latencies", WACV). The teacher, a
 * small network that describes patches, learns from the backbone; the student learns from it on normal images, and from an
 * autoencoder that restores its descriptions of the whole image. Both differences are scaled by quantiles on normal images. The
 * paper distils on ImageNet and keeps the student off it, and learns from one feature in a thousand for 70,000 steps; here,
 * where ImageNet is not at hand, five bundled images, varied and mixed into normal ones, stand for it.
 */
public final class EfficientAd implements Detector {

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Side of the images that the networks see. */
    public static final OptionSpec<Integer> INPUT_SIZE = FeatureOptions.inputSize(128);

    /** The largest number of passes of the teacher. */
    public static final OptionSpec<Integer> TEACHER_EPOCHS = OptionSpec.integer(
            "teacher-epochs", 15, 1, 100_000, "Passes in which the patch description network learns from the backbone");

    /** Width of the networks. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 1, 1024, "Channels of the first layer of the networks; the others have twice as many");

    /** The quantile above which differences teach the student. */
    public static final OptionSpec<Double> HARD_QUANTILE = OptionSpec.decimal(
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
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all(INPUT_SIZE));
        options.addAll(TrainingOptions.all(EPOCHS, LEARNING_RATE));
        options.add(FeatureOptions.TRAINING_IMAGES);
        options.addAll(List.of(TEACHER_EPOCHS, WIDTH, HARD_QUANTILE));
        return List.copyOf(options);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("few images, few passes")
                        .with(TEACHER_EPOCHS, 3)
                        .with(EPOCHS, 5)
                        .with(FeatureOptions.TRAINING_IMAGES, 50),
                Preset.standard("As without a preset", TEACHER_EPOCHS, EPOCHS, FeatureOptions.TRAINING_IMAGES));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        Options options = request.options();
        TrainingRecord read = TrainingRecord.of(data);
        try (PatchExtractor extractor = PatchExtractor.open(
                FeatureOptions.backbone(options, INPUT_SIZE),
                options.get(FeatureOptions.LAYERS),
                options,
                Joining.BILINEAR)) {
            TrainedNetworks networks = EfficientAdTraining.run(read.normals(), extractor, request);
            return new FittedEfficientAd(
                    networks.settings(), networks.saved(), options, request.provenance(this, read));
        }
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        EfficientAdSettings settings = EfficientAdSettings.read(model);
        return new FittedEfficientAd(settings, saved(model, settings, options), options, model.provenance());
    }

    private SavedNetwork saved(ModelReader model, EfficientAdSettings settings, Options options) {
        if (SavedNetwork.isIn(model)) {
            return SavedNetwork.read(model);
        }
        TrainingRuntime.require(name());
        return TrainedNetworks.readWithoutFrozenForm(settings, options.get(WIDTH), model);
    }
}
