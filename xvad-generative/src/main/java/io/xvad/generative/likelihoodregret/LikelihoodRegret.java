package io.xvad.generative.likelihoodregret;

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
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.generative.likelihood.GreyLevels;
import io.xvad.generative.search.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Scores an image by how much a bound of its log-likelihood rises when the posterior of a variational autoencoder is made for this image alone
 * (Xiao, Yan and Amit 2020, "Likelihood Regret: An Out-of-Distribution Detection Score For Variational Auto-encoder", NeurIPS, equation
 * 4). The encoder knows a good code for images like those it learned from, so that there is little to gain; of others there is much. Decoder and
 * encoder stay as they are. The score is the difference of the same bound in nats, over the same noise, after and before the search; the map is the
 * change of {@code log p(x|z)} of each pixel, averaged over the draws: higher is more anomalous.
 *
 * <p>The search is over mean and log-variance of the posterior (LR_z), not over all weights of the encoder, which would be trained anew for each image. Images
 * are made small and grey, by the mean of the channels, and of few levels; each pixel's level has a categorical distribution. Stateless.
 */
public final class LikelihoodRegret implements Detector {

    static final String REGRET = "regret";
    static final String LIKELIHOOD = "likelihood";
    static final String IMPORTANCE_WEIGHTED = "iwae";
    static final String EVIDENCE = "elbo";

    /** The number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(1000);

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(32);

    /** First step of the optimiser, which falls to 0 along half a cosine. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** The score of an image. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            REGRET,
            List.of(REGRET, LIKELIHOOD),
            "What is scored and shown: how much the bound rises, or the negative bound as the encoder has it");

    /** Which bound of the likelihood is compared. */
    public static final OptionSpec<String> BOUND = OptionSpec.choice(
            "bound",
            IMPORTANCE_WEIGHTED,
            List.of(IMPORTANCE_WEIGHTED, EVIDENCE),
            "Which lower bound of the likelihood is compared: importance-weighted, or the evidence lower bound");

    /** How many codes a bound is made of. */
    public static final OptionSpec<Integer> SAMPLES =
            OptionSpec.integer("samples", 100, 1, 100_000, "Codes drawn for a bound, before and after the search");

    /** Length of the search. */
    public static final OptionSpec<Integer> SEARCH_STEPS =
            OptionSpec.integer("search-steps", 50, 1, 100_000, "Steps of the search for the posterior of an image");

    /** Step of the search. */
    public static final OptionSpec<Double> SEARCH_RATE = OptionSpec.decimal(
            "search-rate", 0.1, 1e-9, 10, "Step of the search, which Adam makes on mean and log-variance");

    /** Draws in a step of the search. */
    public static final OptionSpec<Integer> SEARCH_DRAWS =
            OptionSpec.integer("search-draws", 4, 1, 1000, "Codes drawn in each step of the search");

    /** Grey levels. */
    public static final OptionSpec<Integer> LEVELS =
            OptionSpec.integer("levels", 16, 2, 256, "Grey levels that the decoder tells apart; the paper has 256");

    /** Width of the network. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width",
            16,
            1,
            1024,
            "Channels of the encoder's first convolution, twice and four times as many in the next");

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 20, 1, 4096, "Values of the code in the middle of the network");

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = OptionSpec.integer(
            "input-size", 32, 8, 256, "Side to which images are resized, rounded up to a multiple of 8");

    /** Smoothing of the map. */
    public static final OptionSpec<Double> SIGMA = FeatureOptions.sigma(1);

    @Override
    public String name() {
        return "likelihood-regret";
    }

    @Override
    public String description() {
        return "How much likelier an image gets when an autoencoder's posterior is made for it alone (Xiao et al. 2020)";
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
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE));
        options.addAll(List.of(EPOCH_IMAGES, SCORE, BOUND, SAMPLES));
        options.addAll(List.of(SEARCH_STEPS, Budget.SECONDS, SEARCH_RATE, SEARCH_DRAWS));
        options.addAll(List.of(LEVELS, WIDTH, LATENT, SIZE, SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("few short passes, a short search")
                        .with(EPOCHS, 3)
                        .with(EPOCH_IMAGES, 200)
                        .with(SEARCH_STEPS, 10)
                        .with(SAMPLES, 25),
                Preset.standard(
                        "As without a preset",
                        EPOCHS,
                        EPOCH_IMAGES,
                        BATCH,
                        LEARNING_RATE,
                        WIDTH,
                        LATENT,
                        LEVELS,
                        SEARCH_STEPS,
                        SAMPLES),
                Preset.paper("the search, which is not over the encoder's weights, and the falling learning rate")
                        .with(EPOCHS, 200)
                        .with(EPOCH_IMAGES, 0)
                        .with(BATCH, 128)
                        .with(LEARNING_RATE, 3e-4)
                        .with(WIDTH, 32)
                        .with(LATENT, 100)
                        .with(LEVELS, 256)
                        .with(SEARCH_STEPS, 100)
                        .with(SEARCH_DRAWS, 1)
                        .with(SAMPLES, 1000));
    }

    /** The grey levels these options ask for. */
    static GreyLevels grey(Options options) {
        int stride = RegretNetwork.STRIDE;
        return new GreyLevels((options.get(SIZE) + stride - 1) / stride * stride, options.get(LEVELS));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        requireEnoughNormals(data);
        Options options = request.options();
        GreyLevels grey = grey(options);
        TrainingRecord record = TrainingRecord.of(data);
        List<float[]> levels = NetworkImages.of(record.normals(), grey.side(), request.progress()).stream()
                .map(grey::of)
                .toList();
        SavedRegretNetwork saved = RegretTraining.trained(levels, request);
        return new FittedLikelihoodRegret(saved, options, request.provenance(this, record));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return new FittedLikelihoodRegret(SavedRegretNetwork.read(model), options, model.provenance());
    }
}
