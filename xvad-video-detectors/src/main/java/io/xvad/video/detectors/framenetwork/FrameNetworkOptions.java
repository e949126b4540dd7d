package io.xvad.video.detectors.framenetwork;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;

/** The options of every frame network. */
public final class FrameNetworkOptions {

    /** Batch size of a training step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(4);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_WINDOWS = OptionSpec.integer(
            "epoch-windows",
            400,
            0,
            1_000_000,
            "Windows of frames drawn in an epoch, however many there are; 0 draws each once");

    /** Side of the frames. */
    public static final OptionSpec<Integer> SIZE = OptionSpec.integer(
            "input-size", 128, 32, 512, "Side to which frames are resized, rounded up to a multiple of 8");

    /** Channels of the first layers. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 16, 2, 64, "Channels of the first layers; deeper ones have up to 8 times as many");

    static final String RGB = "rgb";

    /** The channels of a frame: one of grey, or three of RGB. */
    public static final OptionSpec<String> COLOUR = OptionSpec.choice(
            "colour", "grey", List.of("grey", RGB), "Whether frames are seen and given in grey or in their colours");

    /** Standard deviation of the Gaussian that smooths the anomaly map, in pixels of the resized frame. */
    public static final OptionSpec<Double> SIGMA = OptionSpec.decimal(
            "sigma",
            6,
            0,
            100,
            "Standard deviation of the Gaussian that smooths the map, in pixels of the resized frame");

    static final String PEAK = "peak";
    static final String MEAN = "mean";

    /** The error of a frame, by default that of its worst place. */
    static final OptionSpec<String> PEAK_ERROR = error(PEAK);

    /** The error of a frame, by default the mean, as in the papers. */
    public static final OptionSpec<String> MEAN_ERROR = error(MEAN);

    private static final int MULTIPLE = 8;

    private FrameNetworkOptions() {}

    private static OptionSpec<String> error(String otherwise) {
        return OptionSpec.choice(
                "error",
                otherwise,
                List.of(PEAK, MEAN),
                "Whether a frame's error is the highest value of the map or the mean squared error, in decibels");
    }

    /** All of them, with a method's own defaults of some. */
    static List<OptionSpec<?>> all(OptionSpec<Integer> epochs, OptionSpec<Double> rate, OptionSpec<String> error) {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.toTheEnd(epochs, BATCH, rate));
        options.addAll(List.of(
                EPOCH_WINDOWS, SIZE, WIDTH, COLOUR, SIGMA, error, VideoOptions.SMOOTHING, FeatureOptions.THREADS));
        return options;
    }

    /** The side of the frames the network takes, in pixels. */
    static int size(Options options) {
        return (options.get(SIZE) + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }

    /** The channels of a frame, 1 or 3. */
    static int channels(Options options) {
        return options.get(COLOUR).equals(RGB) ? 3 : 1;
    }
}
