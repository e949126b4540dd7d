package io.xvad.detectors.autoencoder;

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
 * Convolutional autoencoder with structural similarity (Bergmann et al., 2019, "Improving Unsupervised Defect Segmentation by
 * Applying Structural Similarity to Autoencoders"): trained on random windows of normal images, it fails to reconstruct what it
 * has not seen. An image is reconstructed window by window with a stride, overlaps are averaged, and the map is one less the
 * structural similarity of the whole image and its reconstruction, or their squared difference; the score, of which the paper has none, is the map's maximum or its mean. Where a window
 * is the image this is the paper's protocol for objects.
 *
 * <p>The window of the similarity, which the paper only gives a size of 11, is the Gaussian one of Wang et al.; images have
 * three channels, whose similarities are averaged. The threshold is chosen from the images held out, as of all detectors here.
 */
public final class Autoencoder extends ImageNetworkDetector {

    static final String SSIM = "ssim";
    private static final String MSE = "mse";

    static final String MEAN = "map-mean";
    private static final String MAXIMUM = "map-max";

    static final String LITERAL = "literal";
    private static final String SQUARED = "squared";
    private static final int MULTIPLE = 16;

    /** The largest number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(100);

    /** Early stopping. */
    public static final OptionSpec<Integer> PATIENCE = TrainingOptions.patience(20);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.0005);

    /** Structural similarity or squared error. */
    public static final OptionSpec<String> LOSS =
            OptionSpec.choice("loss", SSIM, List.of(SSIM, MSE), "What training makes small and the map shows");

    /** The constants of the similarity. */
    public static final OptionSpec<String> CONSTANTS = OptionSpec.choice(
            "ssim-constants",
            LITERAL,
            List.of(LITERAL, SQUARED),
            "Constants of the structural similarity: 0.01 and 0.03 as the paper gives them, or their squares as Wang et al.");

    /** The score of an image. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score", MAXIMUM, List.of(MAXIMUM, MEAN), "The image's score: the highest value of the map, or its mean");

    /** Side of the windows. */
    public static final OptionSpec<Integer> CROP = OptionSpec.integer(
            "crop",
            128,
            32,
            1024,
            "Side of the windows that are trained on and reconstructed, rounded up to a multiple of 16; at most the image");

    /** Random crops of each image in an epoch. */
    public static final OptionSpec<Integer> CROPS =
            OptionSpec.integer("crops", 1, 1, 10_000, "Windows drawn from each image in an epoch");

    /** Stride of the sliding window when an image is reconstructed. */
    public static final OptionSpec<Integer> STRIDE = OptionSpec.integer(
            "stride", 30, 1, 1024, "Pixels from one window to the next when an image is reconstructed");

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public String description() {
        return "Structural dissimilarity from what a convolutional autoencoder makes of an image, window by window (Bergmann et al. 2019)";
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
                LOSS,
                CONSTANTS,
                SCORE,
                ImageOptions.SSPCAB,
                ImageOptions.SIZE,
                CROP,
                CROPS,
                STRIDE,
                ImageOptions.LATENT);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes")
                        .with(EPOCHS, 5)
                        .with(ImageOptions.SIZE, 64)
                        .with(CROP, 64),
                Preset.standard("As without a preset", EPOCHS, ImageOptions.SIZE, CROP),
                Preset.paper("three channels, and images held out")
                        .with(ImageOptions.SIZE, 512)
                        .with(CROP, 128)
                        .with(CROPS, 40)
                        .with(EPOCHS, 200)
                        .with(PATIENCE, 200)
                        .with(TrainingOptions.BATCH, 128)
                        .with(LEARNING_RATE, 0.0002));
    }

    /** Side of a window, a multiple of 16, at most that of the image. */
    static int crop(Options options) {
        int side = (options.get(CROP) + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
        return Math.min(side, ImageOptions.size(options));
    }

    /** Models of earlier versions, whose network had no transposed convolutions, are refused. */
    @Override
    protected void requireReadable(ModelReader model) {
        if (!model.provenance().options().containsKey(CROP.name())) {
            throw ofAnotherNetwork();
        }
    }

    @Override
    protected boolean hasScore(Options options) {
        return options.get(SCORE).equals(MEAN);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new AutoencoderNetwork(options, seed);
    }
}
