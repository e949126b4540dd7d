package io.xvad.generative.guideddiffusion;

import io.xvad.core.Image;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.FittedDiffusion;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.search.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Encodes an image as noise and decodes it guided by a classifier of normal and anomalous images, so that it comes back as if it were normal
 * (Wolleb, Bieder, Sandkühler and Cattin 2022, "Diffusion Models for Medical Anomaly Detection", MICCAI). Encoding and decoding draw no
 * noise, so that what the classifier does not mind stays as it is; the map is the absolute difference. It learns from normal images and
 * labelled anomalous ones, of which it needs no masks; where there are none, normal images with synthetic defects stand in.
 *
 * <p>Not as in the authors' code: the diffusion model is not told the class and has a fixed variance, which decoding without noise does not
 * use; the classifier averages over places in place of attention pooling; fewer, longer steps. Stateless.
 */
public final class GuidedDiffusion implements Detector {

    /** Number of passes of the diffusion model. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(25);

    /** Step of the diffusion model's optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Number of passes of the classifier. */
    public static final OptionSpec<Integer> CLASSIFIER_EPOCHS = OptionSpec.integer(
            "classifier-epochs",
            15,
            1,
            100_000,
            "Passes of the classifier, which is trained after the diffusion model");

    /** Step of the classifier's optimiser. */
    public static final OptionSpec<Double> CLASSIFIER_LEARNING_RATE =
            OptionSpec.decimal("classifier-learning-rate", 0.001, 1e-9, 10, "Step of the classifier's optimiser");

    /** Width of the classifier. */
    public static final OptionSpec<Integer> CLASSIFIER_WIDTH = OptionSpec.integer(
            "classifier-width", 16, 4, 1024, "Channels of the classifier's first level; further levels have more");

    /** How far the noise goes that both networks learn. */
    public static final OptionSpec<Integer> TRAINED_TIMES = DiffusionOptions.time(
            "trained-times", 600, "Both networks learn noise of times of the diffusion, of 1000, up to this one");

    /** How far an image is encoded. */
    public static final OptionSpec<Integer> TIME = DiffusionOptions.time(
            "noise-time", 300, "Time of the diffusion, of 1000, up to which an image is encoded (L in the paper)");

    /** Number of steps. */
    public static final OptionSpec<Integer> STEPS = OptionSpec.integer(
            "sampling-steps",
            25,
            1,
            1000,
            "Steps of encoding and again of decoding, evenly spread; as many as noise-time says for each single one");

    /** Strength of the guidance. */
    public static final OptionSpec<Double> SCALE = OptionSpec.decimal(
            "guidance", 10, 0, 1e6, "How strongly decoding follows the classifier (s in the paper); 0 not at all");

    @Override
    public String name() {
        return "guided-diffusion";
    }

    @Override
    public String description() {
        return "What a diffusion model changes in an image when a classifier guides it to normal (after Wolleb et al. 2022)";
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
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS, Supervision.SEMI_SUPERVISED);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, TrainingOptions.BATCH, LEARNING_RATE),
                DiffusionOptions.EPOCH_IMAGES,
                CLASSIFIER_EPOCHS,
                CLASSIFIER_LEARNING_RATE,
                DiffusionOptions.SIZE,
                Pixels.CHANNELS,
                DiffusionOptions.WIDTH,
                DiffusionOptions.MULTIPLIERS,
                DiffusionOptions.BLOCKS,
                DiffusionOptions.ATTENTION,
                CLASSIFIER_WIDTH,
                DiffusionOptions.AVERAGE,
                TRAINED_TIMES,
                TIME,
                STEPS,
                SCALE,
                Budget.SECONDS,
                TrainedElsewhere.NETWORKS,
                FittedDiffusion.SCORE);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes")
                        .with(EPOCHS, 10)
                        .with(CLASSIFIER_EPOCHS, 5)
                        .with(DiffusionOptions.SIZE, 32)
                        .with(STEPS, 10),
                Preset.standard("As without a preset", EPOCHS, CLASSIFIER_EPOCHS, DiffusionOptions.SIZE, STEPS),
                Preset.paper("a diffusion model that is not told the class, and pooling by the mean")
                        .with(EPOCHS, 6000)
                        .with(CLASSIFIER_EPOCHS, 15_000)
                        .with(DiffusionOptions.EPOCH_IMAGES, 100)
                        .with(TrainingOptions.BATCH, 10)
                        .with(LEARNING_RATE, 1e-4)
                        .with(CLASSIFIER_LEARNING_RATE, 1e-4)
                        .with(DiffusionOptions.SIZE, 256)
                        .with(DiffusionOptions.WIDTH, 128)
                        .with(DiffusionOptions.MULTIPLIERS, List.of("1", "1", "2", "2", "4", "4"))
                        .with(DiffusionOptions.BLOCKS, 2)
                        .with(DiffusionOptions.ATTENTION, 16)
                        .with(CLASSIFIER_WIDTH, 32)
                        .with(DiffusionOptions.AVERAGE, 0.9999)
                        .with(TRAINED_TIMES, 1000)
                        .with(TIME, 500)
                        .with(STEPS, 500)
                        .with(SCALE, 100.0)
                        .with(ImageOptions.SIGMA, 0.0));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Options options = request.options();
        DiffusionOptions.requireTrained(options, TIME, TRAINED_TIMES);
        TrainingRecord record = TrainingRecord.of(data);
        Optional<TrainedElsewhere> elsewhere =
                TrainedElsewhere.of(options, name(), NoisePredictor.NOISE, Guidance.LOGIT, Guidance.SLOPE);
        SavedNetwork saved = elsewhere.map(TrainedElsewhere::saved).orElseGet(() -> trained(record, request));
        return fitted(saved, options, request.provenance(this, record, TrainedElsewhere.external(elsewhere)));
    }

    private SavedNetwork trained(TrainingRecord record, FitRequest request) {
        TrainingRuntime.require(name());
        return new GuidedTraining(request.options()).on(lessons(record, request), request);
    }

    private static List<Lesson> lessons(TrainingRecord record, FitRequest request) {
        int side = ImageOptions.size(request.options());
        Samples normals = record.normals();
        List<Image> normal = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            normal.add(Resize.image(normals.get(i).requireImage(), side, side));
            request.progress().progressed("images", i + 1L, normals.size());
        }
        List<Image> anomalous = new ArrayList<>();
        LabelledSamples labelled = record.labelled();
        for (int i = 0; i < labelled.size(); i++) {
            Image image = Resize.image(labelled.get(i).requireImage(), side, side);
            (labelled.label(i).anomalous() ? anomalous : normal).add(image);
        }
        return Lesson.of(normal, anomalous);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return fitted(SavedNetwork.read(model), options, model.provenance());
    }

    private static FittedDetector fitted(SavedNetwork saved, Options options, Provenance provenance) {
        return new FittedDiffusion(saved, restorer(saved, options), options, provenance);
    }

    private static GuidedDecoding restorer(SavedNetwork saved, Options options) {
        int threads = options.get(FeatureOptions.THREADS);
        NoisePredictor predictor = new NoisePredictor(
                saved.open(threads, () -> GuidedTraining.liveNoise(saved, options), NoisePredictor.NOISE),
                DiffusionOptions.form(options));
        Guidance guidance = new Guidance(
                saved.open(
                        threads, () -> GuidedTraining.liveClassifier(saved, options), Guidance.LOGIT, Guidance.SLOPE),
                classifierForm(options),
                options.get(SCALE));
        return new GuidedDecoding(
                predictor,
                guidance,
                DiffusionOptions.schedule(),
                new GuidedDecoding.Course(options.get(TIME) - 1, options.get(STEPS)),
                new Budget(options.get(Budget.SECONDS)));
    }

    /** The form of the classifier these options ask for. */
    static UNetForm classifierForm(Options options) {
        return DiffusionOptions.form(options).ofWidth(options.get(CLASSIFIER_WIDTH));
    }
}
