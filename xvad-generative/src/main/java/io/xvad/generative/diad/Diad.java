package io.xvad.generative.diad;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.FittedDiffusion;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.LatentOptions;
import io.xvad.generative.search.Budget;
import java.util.List;
import java.util.Set;

/**
 * Builds an image anew from noise, guided by the image itself, and scores by how different the two are to a frozen network: after He et al.
 * 2024, "DiAD: A Diffusion-based Framework for Multi-class Anomaly Detection" (AAAI). A diffusion model learns the latents of normal images;
 * then a copy of its way down learns to guide its way up by what it sees of the image, and is joined to it where it gives 0 at first. An
 * image of several categories needs no name of its category, since it is its own guide.
 *
 * <p>Not as in the paper: autoencoder and diffusion model are small and learn from the same normal images alone, where the authors begin with
 * Stable Diffusion, which has seen millions of photographs; the packaged backbone compares in place of a ResNet-50. Guidance without a
 * classifier is left out: both its prompts are empty in the authors' code, so that it cancels. Stateless.
 */
public final class Diad implements Detector {

    /** Number of passes in which the guidance learns. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** The number of passes before, in which the autoencoder learns. */
    public static final OptionSpec<Integer> AUTOENCODER_EPOCHS = LatentOptions.epochs(30);

    /** The number of passes between, in which the diffusion model learns. */
    public static final OptionSpec<Integer> PRIOR_EPOCHS = OptionSpec.integer(
            "prior-epochs",
            20,
            1,
            100_000,
            "Passes over the training images in which the diffusion model learns without guidance, after the autoencoder");

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(16);

    /** First step of the optimiser, which falls to 0 along half a cosine in each of the three trainings. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(480);

    /** Channels of the latent. */
    public static final OptionSpec<Integer> LATENT_CHANNELS = LatentOptions.channels(8);

    /** Width of the U-Net. */
    public static final OptionSpec<Integer> WIDTH = LatentOptions.unetWidth(32);

    /** Depth of the U-Net, at least 2. */
    public static final OptionSpec<Integer> LEVELS = LatentOptions.unetLevels(2);

    /** Width of the layers by which the guidance sees images. */
    public static final OptionSpec<Integer> HINT_WIDTH = OptionSpec.integer(
            "hint-width",
            8,
            1,
            256,
            "Channels of the layers by which the guidance sees an image, at the image's side, twice as many at each smaller one");

    /** Layers of the backbone. */
    public static final OptionSpec<List<String>> LAYERS = OptionSpec.words(
            "layers",
            List.of("stride4", "stride8", "stride16"),
            "names of layers of the backbone, separated by commas",
            "Layers of the backbone at which an image is compared with what was built anew");

    /** Where building anew begins. */
    public static final OptionSpec<Integer> TIME = DiffusionOptions.time(
            "noise-time",
            1000,
            "Time of the diffusion, of 1000, from which a latent is built anew; 1000 is almost only noise");

    /** Number of steps. */
    public static final OptionSpec<Integer> STEPS = OptionSpec.integer(
            "sampling-steps", 10, 1, 1000, "Deterministic steps in which a latent is built anew, evenly spread");

    /** That of Stable Diffusion (Rombach et al. 2022). */
    static final NoiseSchedule SCHEDULE = NoiseSchedule.squareRootLinear(1000, 0.00085, 0.012);

    private static final int FEWEST_LEVELS = 2;

    @Override
    public String name() {
        return "diad";
    }

    @Override
    public String description() {
        return "An image built anew by a diffusion model that it guides, compared by features (after He et al. 2024)";
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
                TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE),
                AUTOENCODER_EPOCHS,
                PRIOR_EPOCHS,
                EPOCH_IMAGES,
                ImageOptions.SIZE,
                LatentOptions.STRIDE,
                LATENT_CHANNELS,
                LatentOptions.WIDTH,
                WIDTH,
                LEVELS,
                DiffusionOptions.BLOCKS,
                HINT_WIDTH,
                FeatureOptions.BACKBONE,
                LAYERS,
                TIME,
                STEPS,
                Budget.SECONDS);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes")
                        .with(EPOCHS, 5)
                        .with(AUTOENCODER_EPOCHS, 5)
                        .with(PRIOR_EPOCHS, 5)
                        .with(ImageOptions.SIZE, 64),
                Preset.standard("As without a preset", EPOCHS, AUTOENCODER_EPOCHS, PRIOR_EPOCHS, ImageOptions.SIZE),
                Preset.paper("Stable Diffusion, ResNet-50 and attention at larger sizes")
                        .with(EPOCHS, 1000)
                        .with(AUTOENCODER_EPOCHS, 1000)
                        .with(PRIOR_EPOCHS, 1000)
                        .with(BATCH, 12)
                        .with(LEARNING_RATE, 1e-5)
                        .with(EPOCH_IMAGES, 0)
                        .with(ImageOptions.SIZE, 256)
                        .with(LATENT_CHANNELS, 4)
                        .with(LatentOptions.WIDTH, 128)
                        .with(WIDTH, 320)
                        .with(LEVELS, 4)
                        .with(DiffusionOptions.BLOCKS, 2)
                        .with(HINT_WIDTH, 16)
                        .with(ImageOptions.SIGMA, 5.0));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        requireEnoughNormals(data);
        Options options = request.options();
        BackboneSpec backbone = backbone(options);
        unetForm(options);
        TrainingRecord record = TrainingRecord.of(data);
        List<float[]> images = pixels(options).seen(record.normals(), request.progress()).stream()
                .map(LatentCodec::unit)
                .toList();
        DiadModel.Networks networks = new DiadTraining(options, request).on(images);
        return fitted(new DiadModel(networks, backbone), options, request.provenance(this, record));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return fitted(
                DiadModel.read(model),
                Options.parse(options(), model.provenance().options()),
                model.provenance());
    }

    private static FittedDetector fitted(DiadModel model, Options options, Provenance provenance) {
        PooledMaximum score = new PooledMaximum(ImageOptions.size(options), options.get(ImageOptions.SIGMA));
        return new FittedDiffusion(model::write, model.open(options), pixels(options), score, options, provenance);
    }

    private static Pixels pixels(Options options) {
        return new Pixels(3, ImageOptions.size(options));
    }

    /** @throws IllegalArgumentException if the backbone lacks a layer, or its strides do not divide the side of the images */
    private static BackboneSpec backbone(Options options) {
        BackboneSpec spec = FeatureOptions.backbone(options, ImageOptions.size(options));
        options.get(LAYERS).forEach(spec::layer);
        return spec;
    }

    static LatentForm latentForm(Options options) {
        return LatentOptions.form(options, LATENT_CHANNELS);
    }

    /** @throws IllegalArgumentException if the latent is too small for so many levels, these are too few, or the width is odd */
    static UNetForm unetForm(Options options) {
        int levels = options.get(LEVELS);
        if (levels < FEWEST_LEVELS) {
            throw new IllegalArgumentException(
                    "option '" + LEVELS.name() + "' must be at least " + FEWEST_LEVELS + ", got " + levels);
        }
        return LatentOptions.unet(latentForm(options), options.get(WIDTH), levels)
                .withBlocks(options.get(DiffusionOptions.BLOCKS));
    }

    static DiadNetwork network(Options options, long seed) {
        return new DiadNetwork(latentForm(options), unetForm(options), options.get(HINT_WIDTH), seed);
    }

    static GuidedSampling sampling(Options options) {
        return new GuidedSampling(SCHEDULE, SCHEDULE.strided(options.get(TIME) - 1, options.get(STEPS)));
    }
}
