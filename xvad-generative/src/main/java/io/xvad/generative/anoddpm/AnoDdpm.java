package io.xvad.generative.anoddpm;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.FittedDiffusion;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.search.Budget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Covers an image with simplex noise up to a part of a diffusion and lets a diffusion model that knows normal images take the noise away:
 * AnoDDPM (Wyatt, Leach, Schmon and Willcocks 2022, "AnoDDPM: Anomaly Detection with Denoising Diffusion Probabilistic Models using Simplex
 * Noise", CVPR Workshops). Noise of long wavelengths hides large anomalies, which then come back as normal; the map is the squared
 * difference of what went in and what came out. With noise that is not Gaussian the formulas of diffusion are a heuristic.
 *
 * <p>Not as in the paper: noise is divided by its standard deviation, so that the same time hides more; it is drawn anew for each image of a
 * batch; an image has its mirror image around it; fewer, longer steps on the way back, by default without new noise; no augmentation and no
 * bound on gradients. Stateless.
 */
public final class AnoDdpm implements Detector {

    /** Number of passes. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(25);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** The last time of the diffusion that the network is trained for. */
    public static final OptionSpec<Integer> TRAINED_TIMES = DiffusionOptions.time(
            "trained-times",
            300,
            "The network learns to tell noise of times of the diffusion, of 1000, up to this one");

    /** The time of the diffusion up to which an image gets noise. */
    public static final OptionSpec<Integer> TIME = DiffusionOptions.time(
            "noise-time", 100, "Time of the diffusion, of 1000, up to which an image is covered with noise");

    /** Number of steps back. */
    public static final OptionSpec<Integer> STEPS = OptionSpec.integer(
            "sampling-steps",
            13,
            1,
            1000,
            "Steps in which noise is taken away, evenly spread; as many as noise-time says for each single one");

    /** The sampler of the steps back: ancestral or deterministic. */
    public static final OptionSpec<String> SAMPLING = OptionSpec.choice(
            "sampling",
            word(PartialDiffusion.Sampling.DETERMINISTIC),
            List.of(word(PartialDiffusion.Sampling.ANCESTRAL), word(PartialDiffusion.Sampling.DETERMINISTIC)),
            "Steps back with new noise as in the paper, or without");

    /** Wavelength of the noise. */
    public static final OptionSpec<Double> WAVELENGTH = OptionSpec.decimal(
            "wavelength",
            0.5,
            0.01,
            4,
            "Longest wavelength of the noise as a share of the image's side; each further octave has half of it, down to two pixels");

    /** The mirror image around an image. */
    public static final OptionSpec<Integer> MARGIN = OptionSpec.integer(
            "margin",
            8,
            0,
            1024,
            "Pixels of mirror image around the resized image while noise is taken away, so that the network sees beyond its borders");

    /** Number of runs. */
    public static final OptionSpec<Integer> RUNS =
            OptionSpec.integer("runs", 4, 1, 1000, "Times that an image is covered and restored; maps are averaged");

    @Override
    public String name() {
        return "anoddpm";
    }

    @Override
    public String description() {
        return "What partial diffusion with simplex noise changes in an image (after Wyatt et al. 2022)";
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
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, TrainingOptions.BATCH, LEARNING_RATE),
                DiffusionOptions.EPOCH_IMAGES,
                DiffusionOptions.SIZE,
                Pixels.CHANNELS,
                DiffusionOptions.WIDTH,
                DiffusionOptions.MULTIPLIERS,
                DiffusionOptions.BLOCKS,
                DiffusionOptions.ATTENTION,
                DiffusionOptions.AVERAGE,
                TRAINED_TIMES,
                WAVELENGTH,
                MARGIN,
                TIME,
                STEPS,
                SAMPLING,
                RUNS,
                Budget.SECONDS,
                TrainedElsewhere.NETWORKS,
                FittedDiffusion.SCORE);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes and runs")
                        .with(EPOCHS, 10)
                        .with(DiffusionOptions.SIZE, 32)
                        .with(STEPS, 10)
                        .with(RUNS, 1),
                Preset.standard("As without a preset", EPOCHS, DiffusionOptions.SIZE, STEPS, RUNS),
                Preset.paper("noise of variance 1 for each image of a batch of its own, and no augmentation")
                        .with(EPOCHS, 3000)
                        .with(DiffusionOptions.EPOCH_IMAGES, 100)
                        .with(TrainingOptions.BATCH, 1)
                        .with(LEARNING_RATE, 1e-4)
                        .with(DiffusionOptions.SIZE, 256)
                        .with(DiffusionOptions.WIDTH, 128)
                        .with(DiffusionOptions.MULTIPLIERS, List.of("1", "1", "2", "2", "4", "4"))
                        .with(DiffusionOptions.BLOCKS, 2)
                        .with(DiffusionOptions.ATTENTION, 32)
                        .with(DiffusionOptions.AVERAGE, 0.9999)
                        .with(TRAINED_TIMES, 800)
                        .with(MARGIN, 0)
                        .with(TIME, 200)
                        .with(STEPS, 200)
                        .with(SAMPLING, word(PartialDiffusion.Sampling.ANCESTRAL))
                        .with(RUNS, 1)
                        .with(ImageOptions.SIGMA, 0.0));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Options options = request.options();
        DiffusionOptions.requireTrained(options, TIME, TRAINED_TIMES);
        TrainingRecord record = TrainingRecord.of(data);
        Optional<TrainedElsewhere> elsewhere = TrainedElsewhere.of(options, name(), NoisePredictor.NOISE);
        SavedNetwork saved = elsewhere.map(TrainedElsewhere::saved).orElseGet(() -> trained(record.normals(), request));
        return fitted(saved, options, request.provenance(this, record, TrainedElsewhere.external(elsewhere)));
    }

    private SavedNetwork trained(Samples normals, FitRequest request) {
        TrainingRuntime.require(name());
        List<float[]> images = DiffusionOptions.pixels(request.options()).seen(normals, request.progress());
        return new AnoDdpmTraining(request.options()).on(images, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return fitted(SavedNetwork.read(model), options, model.provenance());
    }

    private static FittedDetector fitted(SavedNetwork saved, Options options, Provenance provenance) {
        return new FittedDiffusion(saved, restorer(saved, options), options, provenance);
    }

    private static PartialDiffusion restorer(SavedNetwork saved, Options options) {
        Network network = saved.open(
                options.get(FeatureOptions.THREADS), () -> AnoDdpmTraining.live(saved, options), NoisePredictor.NOISE);
        PartialDiffusion.Sampling sampling =
                PartialDiffusion.Sampling.valueOf(options.get(SAMPLING).toUpperCase(Locale.ROOT));
        return new PartialDiffusion(
                new NoisePredictor(network, form(options)),
                DiffusionOptions.schedule(),
                noise(options),
                margin(options),
                new PartialDiffusion.Course(options.get(TIME) - 1, options.get(STEPS), sampling, options.get(RUNS)),
                new Budget(options.get(Budget.SECONDS)));
    }

    /** The U-Net these options ask for, which sees the margin as well. */
    static UNetForm form(Options options) {
        return DiffusionOptions.form(options).withMargin(options.get(MARGIN));
    }

    /** The margin these options ask for. */
    static Margin margin(Options options) {
        return new Margin(ImageOptions.size(options), options.get(MARGIN));
    }

    /** The noise these options ask for, on an image and its margin. */
    static OctaveNoise noise(Options options) {
        Margin margin = margin(options);
        return new OctaveNoise(margin.outer(), Math.max(2, options.get(WAVELENGTH) * margin.side()));
    }

    private static String word(PartialDiffusion.Sampling sampling) {
        return sampling.name().toLowerCase(Locale.ROOT);
    }
}
