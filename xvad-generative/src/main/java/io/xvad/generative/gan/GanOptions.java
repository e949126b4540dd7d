package io.xvad.generative.gan;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageOptions;

/** The options of every detector that trains a generative adversarial network. */
public final class GanOptions {

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = ImageOptions.size(32);

    /** Length of the code. */
    public static final OptionSpec<Integer> LATENT =
            OptionSpec.integer("latent", 32, 1, 4096, "Values of the code that the generator makes an image of");

    /** Channels of the networks. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 8, 1, 1024, "Channels of the networks at full size, twice as many each time the image is halved");

    /** Images in a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(32);

    /** Images in an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(1024);

    private GanOptions() {}
}
