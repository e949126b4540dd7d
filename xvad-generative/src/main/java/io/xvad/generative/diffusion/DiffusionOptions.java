package io.xvad.generative.diffusion;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Options that diffusion models of pixels have. */
public final class DiffusionOptions {

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = ImageOptions.size(64);

    /** Images in an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(400);

    /** Width of the network. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 4, 1024, "Channels of the U-Net's first level, even; further levels have more");

    /** Levels of the network. */
    public static final OptionSpec<List<String>> MULTIPLIERS = OptionSpec.words(
            "multipliers",
            List.of("1", "2", "3", "4"),
            "whole numbers from 1, separated by commas",
            "Channels of each level of the U-Net by those of the first; each level is half as large as the one before");

    /** Depth of the network. */
    public static final OptionSpec<Integer> BLOCKS = OptionSpec.integer(
            "blocks", 1, 1, 8, "Residual blocks of a level of the U-Net on the way down, and one more on the way up");

    /** Where the network attends. */
    public static final OptionSpec<Integer> ATTENTION = OptionSpec.integer(
            "attention-side", 8, 0, 1024, "Levels of the U-Net up to this side have self-attention; 0 for none");

    /** The average of weights that scores. */
    public static final OptionSpec<Double> AVERAGE = OptionSpec.decimal(
            "average",
            0.999,
            0,
            0.999999,
            "Share that the average of weights, which scores, keeps of itself in a step; 0 scores with the last weights");

    private static final int STEPS = 1000;

    private DiffusionOptions() {}

    /** The schedule of Ho, Jain and Abbeel (2020): 1000 steps, betas along a line from 0.0001 to 0.02. */
    public static NoiseSchedule schedule() {
        return NoiseSchedule.linear(STEPS);
    }

    /** A time option; times are told from 1, as in papers, to the number of steps. */
    public static OptionSpec<Integer> time(String name, int defaultValue, String help) {
        return OptionSpec.integer(name, defaultValue, 1, STEPS, help);
    }

    /**
     * Refuses a time that the network does not learn.
     *
     * @throws IllegalArgumentException if {@code time} is larger than {@code trained}
     */
    public static void requireTrained(Options options, OptionSpec<Integer> time, OptionSpec<Integer> trained) {
        if (options.get(time) > options.get(trained)) {
            throw new IllegalArgumentException("option '" + time.name() + "' must be at most '" + trained.name()
                    + "', got " + options.get(time) + " and " + options.get(trained));
        }
    }

    /** Channels and side of the images that the network sees. */
    public static Pixels pixels(Options options) {
        return Pixels.of(options.get(Pixels.CHANNELS), ImageOptions.size(options));
    }

    /**
     * The U-Net these options ask for.
     *
     * @throws IllegalArgumentException if the width is odd, a multiplier is no whole number, or the side cannot be halved so often
     */
    public static UNetForm form(Options options) {
        Pixels pixels = pixels(options);
        List<Integer> multipliers = options.get(MULTIPLIERS).stream()
                .map(DiffusionOptions::multiplier)
                .toList();
        Set<Integer> attended = IntStream.range(0, multipliers.size())
                .map(level -> pixels.side() >> level)
                .filter(side -> side <= options.get(ATTENTION))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        return UNetForm.of(pixels.channels(), pixels.side(), options.get(WIDTH), multipliers)
                .withBlocks(options.get(BLOCKS))
                .withAttention(2, attended);
    }

    private static int multiplier(String word) {
        if (!word.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "option '" + MULTIPLIERS.name() + "' takes whole numbers from 1 to 99, got '" + word + "'");
        }
        return Integer.parseInt(word);
    }
}
