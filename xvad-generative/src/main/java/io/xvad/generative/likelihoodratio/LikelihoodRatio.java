package io.xvad.generative.likelihoodratio;

import io.xvad.core.Purpose;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Scores an image by how much likelier it is to a model of the background than to a model of what is normal (Ren, Liu, Fertig, Snoek, Poplin,
 * DePristo, Dillon and Lakshminarayanan 2019, "Likelihood Ratios for Out-of-Distribution Detection", NeurIPS, section 3). Both are autoregressive
 * networks after PixelCNN++ with exact likelihoods of grey levels; the background model learned from images of which some pixels were
 * replaced at random. The score is {@code log p0(x) - log p(x)} in nats, and the map has its summand of each pixel given those before it: higher is
 * more anomalous. What makes simple images likely, such as a plain background, is likely to both models and cancels out; of the
 * likelihood alone ({@code score=likelihood}) simple anomalies are likelier than what was learned from.
 *
 * <p>Images are made small and grey, by the mean of the channels. Not as in the paper: networks see levels from -1 to 1, not from 0 to 255;
 * kernels are masked in every run, not after each step; the learning rate falls to 0, and Adam has its usual moments. A ratio of likelihoods has no natural
 * image of what would be normal, so nothing is reconstructed; levels are whole numbers, so there is no gradient. Stateless.
 */
public final class LikelihoodRatio extends ImageNetworkDetector {

    static final String RATIO = "ratio";
    static final String LIKELIHOOD = "likelihood";

    /** The number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(10);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(1000);

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(16);

    /** First step of the optimiser, which falls to 0 along half a cosine. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.002);

    /** The score of an image. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            RATIO,
            List.of(RATIO, LIKELIHOOD),
            "What is scored and shown: the ratio of likelihoods, or the negative log-likelihood alone");

    /** How much of an image the background model does not see as it was. */
    public static final OptionSpec<Double> MUTATION_RATE = OptionSpec.decimal(
            "mutation-rate",
            0.1,
            0,
            1,
            "Probability of a pixel to have a random level where the background model learns (mu)");

    /** Penalty on the weights of the background model. */
    public static final OptionSpec<Double> BACKGROUND_PENALTY = OptionSpec.decimal(
            "background-penalty",
            0,
            0,
            1000,
            "Weight of the sum of squares of the background model's weights in its loss (lambda)");

    /** Width of the networks. */
    public static final OptionSpec<Integer> FILTERS =
            OptionSpec.integer("filters", 8, 1, 256, "Channels of both stacks of a network");

    /** Depth of the networks. */
    public static final OptionSpec<Integer> LAYERS =
            OptionSpec.integer("layers", 2, 1, 20, "Gated residual layers upwards, and as many downwards");

    /** Distribution of a level. */
    public static final OptionSpec<Integer> COMPONENTS = OptionSpec.integer(
            "components",
            1,
            1,
            20,
            "Logistic distributions whose mixture says how the level of a pixel is distributed");

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE =
            OptionSpec.integer("input-size", 28, 8, 256, "Side to which images are resized");

    /** Smoothing of the map. */
    public static final OptionSpec<Double> SIGMA = FeatureOptions.sigma(1);

    @Override
    public String name() {
        return "likelihood-ratio";
    }

    @Override
    public String description() {
        return "How much likelier an image is to a model of the background than to one of normal images (Ren et al. 2019)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE));
        options.addAll(List.of(
                EPOCH_IMAGES,
                SCORE,
                MUTATION_RATE,
                BACKGROUND_PENALTY,
                FILTERS,
                LAYERS,
                COMPONENTS,
                SIZE,
                SIGMA,
                FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("few short passes").with(EPOCHS, 3).with(EPOCH_IMAGES, 200),
                Preset.standard("As without a preset", EPOCHS, EPOCH_IMAGES, FILTERS, LAYERS, BATCH, LEARNING_RATE),
                Preset.paper("scaled levels, the falling learning rate and the moments of Adam")
                        .with(FILTERS, 32)
                        .with(LAYERS, 5)
                        .with(BATCH, 32)
                        .with(EPOCHS, 50)
                        .with(EPOCH_IMAGES, 32_000)
                        .with(LEARNING_RATE, 1e-4));
    }

    static boolean isRatio(Options options) {
        return options.get(SCORE).equals(RATIO);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> batch() {
        return BATCH;
    }

    @Override
    protected OptionSpec<Integer> size() {
        return SIZE;
    }

    @Override
    protected OptionSpec<Double> sigma() {
        return SIGMA;
    }

    @Override
    protected int side(Options options) {
        return options.get(SIZE);
    }

    @Override
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.of(options.get(EPOCH_IMAGES));
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new LikelihoodRatioNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
