package io.xvad.detectors.vae;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.Set;

/**
 * Variational autoencoder scored by the reconstruction probability (An and Cho 2015, "Variational Autoencoder based Anomaly Detection
 * using Reconstruction Probability", algorithm 4): trained on normal images by the lower bound of their likelihood (Kingma and
 * Welling 2014), its decoder gives a mean and a variance for each value of an image. The score is {@code -1/L sum log N(x; mean(z), variance(z))} over
 * L codes drawn from the encoder's distribution, divided by the number of values of the image, in nats; the map is the same of each pixel. What
 * varies among normal images has a large variance, and a difference there counts little.
 *
 * <p>The noise of the draws is drawn once, by the seed of the fit, and kept with the model, so that an image always has the same
 * score. The paper's networks are of one hidden layer, for digits and rows of tables; for images they are those of {@link
 * io.xvad.detectors.network.ConvolutionalAutoencoder} here. The variance has a floor, since the likelihood of what
 * is learned by heart has no bound.
 */
public final class Vae extends ImageNetworkDetector {

    static final String RECONSTRUCTION_PROBABILITY = "reconstruction-probability";
    static final String LOWER_BOUND = "elbo";
    static final String MAP_MAXIMUM = "map-max";

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(200);

    /** Early stopping, by default after all epochs: the loss on images held out may stay above that of the first epoch for thirty. */
    public static final OptionSpec<Integer> PATIENCE = TrainingOptions.patience(200);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(3e-4);

    /** Weight of the divergence in the loss of the detectors that train a variational autoencoder of unit variance. */
    public static final OptionSpec<Double> BETA = OptionSpec.decimal(
            "beta",
            0.01,
            0,
            1000,
            "Weight of the divergence from the prior (Higgins et al. 2017); the same as the variance of a pixel");

    /** How many codes are drawn to score an image. */
    public static final OptionSpec<Integer> DRAWS = OptionSpec.integer(
            "draws", 10, 1, 1000, "Codes drawn from the encoder's distribution to score an image (L)");

    /** The floor of the variance. */
    public static final OptionSpec<Double> SMALLEST_DEVIATION = OptionSpec.decimal(
            "smallest-deviation",
            0.05,
            1e-4,
            1,
            "Standard deviation whose square is added to the decoder's variances, as their floor");

    /** The score of an image. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            RECONSTRUCTION_PROBABILITY,
            List.of(RECONSTRUCTION_PROBABILITY, LOWER_BOUND, MAP_MAXIMUM),
            "The image's score: its negative log-likelihood given the draws, that and the divergence of its code, or the highest value of the map");

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public String description() {
        return "Reconstruction probability of a variational autoencoder (An and Cho 2015)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.all(EPOCHS, TrainingOptions.BATCH, LEARNING_RATE, PATIENCE),
                DRAWS,
                SMALLEST_DEVIATION,
                SCORE,
                ImageOptions.SIZE,
                ImageOptions.LATENT);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes").with(EPOCHS, 5).with(ImageOptions.SIZE, 64),
                Preset.standard("As without a preset", EPOCHS, ImageOptions.SIZE),
                Preset.paper("convolutions instead of one hidden layer of 400 units")
                        .with(ImageOptions.SIZE, 32)
                        .with(ImageOptions.LATENT, 200)
                        .with(DRAWS, 100)
                        .with(EPOCHS, 1000)
                        .with(PATIENCE, 1000));
    }

    /** Models of earlier versions, whose decoder gave no variance, are refused. */
    @Override
    protected void requireReadable(ModelReader model) {
        if (!model.provenance().options().containsKey(DRAWS.name())) {
            throw ofAnotherNetwork();
        }
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new VaeNetwork(options, seed);
    }

    @Override
    protected boolean hasScore(Options options) {
        return !options.get(SCORE).equals(MAP_MAXIMUM);
    }
}
