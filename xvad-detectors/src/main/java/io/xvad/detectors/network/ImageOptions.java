package io.xvad.detectors.network;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import java.util.List;

/** Options of all networks trained from pixels. */
public final class ImageOptions {

    /** Side of the pictures. */
    public static final OptionSpec<Integer> SIZE = OptionSpec.integer(
            "input-size", 128, 32, 1024, "Side to which pictures are resized, rounded up to a multiple of 16");
    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 100, 1, 4096, "Values of the code in the middle of the network");
    /** Smoothing of the map. */
    public static final OptionSpec<Double> SIGMA = OptionSpec.decimal(
            "sigma",
            2,
            0,
            100,
            "Standard deviation of the Gaussian that smooths the map, in pixels of the resized picture");

    static final String ATTENTION = "attention";

    /** What a network that attends shows. */
    public static final OptionSpec<String> MAP = OptionSpec.choice(
            "map",
            ATTENTION,
            List.of(ATTENTION, "residual"),
            "What is shown: what the attention finds, or the squared difference from the reconstruction");

    private static final int MULTIPLE = 16;

    private ImageOptions() {}

    public static boolean showsAttention(Options options) {
        return options.get(MAP).equals(ATTENTION);
    }

    /** The side these options ask for, a multiple of 16. */
    public static int size(Options options) {
        return (options.get(SIZE) + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }
}
