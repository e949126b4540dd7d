package io.xvad.generative.latent;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.diffusion.UNetForm;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The options of every detector that works in the latent of an autoencoder it trains first. */
public final class LatentOptions {

    private static final String COARSE = "8";

    /** Stride of the latent. */
    public static final OptionSpec<String> STRIDE = OptionSpec.choice(
            "latent-stride", COARSE, List.of("4", COARSE), "Pixels, along a side, that are one place of the latent");

    /** Width of the autoencoder. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "autoencoder-width",
            32,
            1,
            1024,
            "Channels of the autoencoder at half the image's side, twice as many at each smaller one");

    private LatentOptions() {}

    /** Passes in which the autoencoder learns, with a detector's own default. */
    public static OptionSpec<Integer> epochs(int defaultValue) {
        return OptionSpec.integer(
                "autoencoder-epochs",
                defaultValue,
                1,
                100_000,
                "Passes over the training images in which the autoencoder learns, before the diffusion model does");
    }

    /** Channels of the latent, with a detector's own default. */
    public static OptionSpec<Integer> channels(int defaultValue) {
        return OptionSpec.integer("latent-channels", defaultValue, 1, 256, "Values of a place of the latent");
    }

    /** Width of the U-Net, with a detector's own default. */
    public static OptionSpec<Integer> unetWidth(int defaultValue) {
        return OptionSpec.integer(
                "width", defaultValue, 4, 1024, "Channels of the first level of the U-Net, an even number");
    }

    /** Depth of the U-Net, with a detector's own default. */
    public static OptionSpec<Integer> unetLevels(int defaultValue) {
        return OptionSpec.integer(
                "levels",
                defaultValue,
                1,
                5,
                "Levels of the U-Net, each half as large as the one before with twice as many channels");
    }

    /**
     * A U-Net of a latent, with attention at the smallest level.
     *
     * @throws IllegalArgumentException if the latent is too small for so many levels, or the width is odd
     */
    public static UNetForm unet(LatentForm latent, int width, int levels) {
        List<Integer> multipliers =
                IntStream.range(0, levels).map(level -> 1 << level).boxed().toList();
        return UNetForm.of(latent.channels(), latent.side(), width, multipliers)
                .withAttention(1, Set.of(latent.side() >> (levels - 1)));
    }

    /** The sizes that these options ask for. */
    public static LatentForm form(Options options, OptionSpec<Integer> channels) {
        int stride = Integer.parseInt(options.get(STRIDE));
        return new LatentForm(
                ImageOptions.size(options),
                Integer.numberOfTrailingZeros(stride),
                options.get(channels),
                options.get(WIDTH));
    }
}
