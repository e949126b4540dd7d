package io.xvad.generative.latentddpm;

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
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.FittedDiffusion;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.LatentOptions;
import io.xvad.generative.search.Budget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Generates anew those places of the latent of an image that a diffusion model does not expect, and shows what that changed: after Pinaya et al.
 * 2022, "Fast Unsupervised Brain Anomaly Detection and Segmentation with Diffusion Models" (MICCAI). A vector-quantised autoencoder puts a
 * code in each place of a small grid; a diffusion model learns the grids of normal images. At times from the middle of the diffusion the
 * divergence of the model's step from the true one says how unexpected each place is; places above a high percentile of normal images are
 * masked, and drawn anew to fit the others.
 *
 * <p>Not as in the paper: the autoencoder has no perceptual and no adversarial terms; the threshold of a place is that of all places unless 200
 * normal images are held out; fewer, longer steps back. No code of the authors is known, and details of the paper that the text does not settle are
 * choices made here. Stateless.
 */
public final class LatentDdpm implements Detector {

    /** Number of passes. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** The number of passes before, in which the autoencoder learns. */
    public static final OptionSpec<Integer> AUTOENCODER_EPOCHS = LatentOptions.epochs(25);

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(16);

    /** Step of the optimiser; that of the autoencoder falls to 0 along half a cosine. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(480);

    /** Channels of the latent, which is the length of a code. */
    public static final OptionSpec<Integer> LATENT_CHANNELS = LatentOptions.channels(8);

    /** Size of the codebook. */
    public static final OptionSpec<Integer> CODES =
            OptionSpec.integer("codes", 128, 2, 10_000, "Codes of the codebook of the autoencoder");

    /** Width of the U-Net. */
    public static final OptionSpec<Integer> WIDTH = LatentOptions.unetWidth(32);

    /** Depth of the U-Net. */
    public static final OptionSpec<Integer> LEVELS = LatentOptions.unetLevels(2);

    /** Lower end of the times. */
    public static final OptionSpec<Integer> FIRST_TIME = time(
            "divergence-from",
            400,
            "First time of the diffusion, of 1000, at which a latent is compared with what is expected");

    /** Upper end of the times. */
    public static final OptionSpec<Integer> LAST_TIME =
            time("divergence-to", 600, "Last time at which it is compared; no less than divergence-from");

    /** Number of times. */
    public static final OptionSpec<Integer> TIMES = OptionSpec.integer(
            "divergence-times", 20, 1, 1000, "Times between them, evenly spread, over which divergences are averaged");

    /** Percentile of the mask. */
    public static final OptionSpec<Double> PERCENTILE = OptionSpec.decimal(
            "percentile",
            97.5,
            1,
            100,
            "Percentile of the divergences of normal images held out above which a place is generated anew");

    /** Where generation begins. */
    public static final OptionSpec<Integer> TIME =
            time("noise-time", 500, "Time of the diffusion, of 1000, from which masked places are generated");

    /** Number of steps back. */
    public static final OptionSpec<Integer> STEPS = OptionSpec.integer(
            "sampling-steps", 25, 1, 1000, "Steps in which masked places are generated, evenly spread");

    @Override
    public String name() {
        return "latent-ddpm";
    }

    @Override
    public String description() {
        return "Places of a quantised latent that a diffusion model generates anew (after Pinaya et al. 2022)";
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
                EPOCH_IMAGES,
                ImageOptions.SIZE,
                LatentOptions.STRIDE,
                LATENT_CHANNELS,
                CODES,
                LatentOptions.WIDTH,
                WIDTH,
                LEVELS,
                DiffusionOptions.AVERAGE,
                FIRST_TIME,
                LAST_TIME,
                TIMES,
                PERCENTILE,
                TIME,
                STEPS,
                Budget.SECONDS,
                TrainedElsewhere.NETWORKS,
                FittedDiffusion.SCORE);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes and steps")
                        .with(EPOCHS, 5)
                        .with(AUTOENCODER_EPOCHS, 5)
                        .with(ImageOptions.SIZE, 64)
                        .with(TIMES, 5)
                        .with(STEPS, 5),
                Preset.standard("As without a preset", EPOCHS, AUTOENCODER_EPOCHS, ImageOptions.SIZE, TIMES, STEPS),
                Preset.paper("the terms of the autoencoder's loss, and sizes that are a guess")
                        .with(EPOCHS, 1000)
                        .with(AUTOENCODER_EPOCHS, 1000)
                        .with(LEARNING_RATE, 2.5e-5)
                        .with(EPOCH_IMAGES, 0)
                        .with(ImageOptions.SIZE, 224)
                        .with(LATENT_CHANNELS, 64)
                        .with(CODES, 256)
                        .with(LatentOptions.WIDTH, 64)
                        .with(WIDTH, 128)
                        .with(LEVELS, 3)
                        .with(DiffusionOptions.AVERAGE, 0.9999)
                        .with(TIMES, 201)
                        .with(STEPS, 500));
    }

    private static OptionSpec<Integer> time(String name, int defaultValue, String help) {
        return OptionSpec.integer(
                name, defaultValue, 2, DiffusionOptions.schedule().steps(), help);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Options options = request.options();
        times(options);
        TrainingRecord record = TrainingRecord.of(data);
        Optional<TrainedElsewhere> elsewhere =
                TrainedElsewhere.of(options, name(), LatentDdpmModel.Networks.PARTS, NoisePredictor.NOISE);
        LatentDdpmModel model = elsewhere
                .map(networks -> given(networks, images(record, request), request))
                .orElseGet(() -> trained(record, request));
        return fitted(model, options, request.provenance(this, record, TrainedElsewhere.external(elsewhere)));
    }

    private static List<float[]> images(TrainingRecord record, FitRequest request) {
        return pixels(request.options()).seen(record.normals(), request.progress());
    }

    private LatentDdpmModel trained(TrainingRecord record, FitRequest request) {
        TrainingRuntime.require(name());
        return new LatentDdpmTraining(request.options()).on(images(record, request), request);
    }

    /** Networks that learned from none of the normal images, which therefore all say what a place is masked by. */
    private static LatentDdpmModel given(TrainedElsewhere elsewhere, List<float[]> images, FitRequest request) {
        LatentDdpmModel.Networks networks = LatentDdpmModel.Networks.of(elsewhere);
        return new LatentDdpmModel(networks, networks.thresholds(images, request.options(), request.seed()));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return fitted(LatentDdpmModel.read(model, options), options, model.provenance());
    }

    private static FittedDetector fitted(LatentDdpmModel model, Options options, Provenance provenance) {
        LatentRestorer restorer = model.networks().open(options, model.thresholds());
        return new FittedDiffusion(model::write, restorer, pixels(options), options, provenance);
    }

    private static Pixels pixels(Options options) {
        return new Pixels(3, ImageOptions.size(options));
    }

    static LatentForm latentForm(Options options) {
        return LatentOptions.form(options, LATENT_CHANNELS);
    }

    /** @throws IllegalArgumentException if the latent is too small for so many levels, or the width is odd */
    static UNetForm unetForm(Options options) {
        return LatentOptions.unet(latentForm(options), options.get(WIDTH), options.get(LEVELS));
    }

    /**
     * The times at which latents are compared, counted from 0 as those of a schedule are.
     *
     * @throws IllegalArgumentException if they end before they begin
     */
    static int[] times(Options options) {
        int first = options.get(FIRST_TIME) - 1;
        int last = options.get(LAST_TIME) - 1;
        if (first > last) {
            throw new IllegalArgumentException(
                    "divergence-to must not be less than divergence-from, got " + (last + 1) + " and " + (first + 1));
        }
        int count = Math.min(options.get(TIMES), last - first + 1);
        return IntStream.range(0, count)
                .map(i ->
                        count == 1 ? (first + last) / 2 : first + (int) Math.round((last - first) * i / (count - 1.0)))
                .toArray();
    }
}
