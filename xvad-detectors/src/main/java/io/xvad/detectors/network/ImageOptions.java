package io.xvad.detectors.network;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Options that several detectors trained from pixels have. */
public final class ImageOptions {

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = size(128);

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 100, 1, 4096, "Values of the code in the middle of the network");

    /** Smoothing of the map. */
    public static final OptionSpec<Double> SIGMA = OptionSpec.decimal(
            "sigma",
            2,
            0,
            100,
            "Standard deviation of the Gaussian that smooths the map, in pixels of the resized image");

    /** How much the loss of a self-supervised predictive block in the encoder counts (Ristea et al., 2022). */
    public static final OptionSpec<Double> SSPCAB = OptionSpec.decimal(
            "sspcab",
            0,
            0,
            100,
            "Weight of the loss of a self-supervised predictive block in the encoder (0.1 in its paper); 0 leaves it out");

    private static final String ATTENTION = "attention";

    /** The map of a network that attends. */
    public static final OptionSpec<String> MAP = OptionSpec.choice(
            "map",
            ATTENTION,
            List.of(ATTENTION, "residual"),
            "What is shown: what the attention finds, or the squared difference from the reconstruction");

    private static final int MULTIPLE = 16;

    private ImageOptions() {}

    /** Length of an epoch, with a detector's own default. */
    public static OptionSpec<Integer> epochImages(int defaultValue) {
        return OptionSpec.integer(
                "epoch-images",
                defaultValue,
                0,
                1_000_000,
                "Images drawn in an epoch, however many there are; 0 draws each once");
    }

    /** Side of the images, with a detector's own default. */
    public static OptionSpec<Integer> size(int defaultValue) {
        return OptionSpec.integer(
                "input-size",
                defaultValue,
                32,
                1024,
                "Side to which images are resized, rounded up to a multiple of 16");
    }

    /** All options of such a detector: of training, its own, the smoothing of its map, and the engine's threads. */
    public static List<OptionSpec<?>> all(
            OptionSpec<Integer> epochs, OptionSpec<Double> learningRate, OptionSpec<?>... own) {
        return all(TrainingOptions.all(epochs, learningRate), own);
    }

    /** The same with options of training that are not the usual ones. */
    public static List<OptionSpec<?>> all(List<OptionSpec<?>> ofTraining, OptionSpec<?>... own) {
        List<OptionSpec<?>> options = new ArrayList<>(ofTraining);
        options.addAll(List.of(own));
        options.addAll(List.of(SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    /** Whether the anomaly map is the attention of the network, and not its residual. */
    public static boolean showsAttention(Options options) {
        return options.get(MAP).equals(ATTENTION);
    }

    /** The side these options ask for, a multiple of 16, whatever the default. */
    public static int size(Options options) {
        int side = SIZE.parse(Objects.requireNonNull(options.asText().get(SIZE.name())));
        return (side + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }
}
