package io.xvad.generative.gan;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageOptions;
import java.util.Objects;

/** The options of every detector that trains a generative adversarial network. */
public final class GanOptions {

    private static final String WIDTH = "width";

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = ImageOptions.size(32);

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 32, 1, 4096, "Values of the code that the generator makes an image of");

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(32);

    /** Images in an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(1024);

    private GanOptions() {}

    /** Channels of the networks, with a method's default. */
    public static OptionSpec<Integer> width(int defaultValue) {
        return OptionSpec.integer(
                WIDTH,
                defaultValue,
                1,
                1024,
                "Channels of the networks where they are largest, twice as many each time the side is halved");
    }

    /** The channels these options ask for, whatever the default. */
    static int width(Options options) {
        return width(1).parse(Objects.requireNonNull(options.asText().get(WIDTH)));
    }
}
