package io.xvad.video.detectors.snippets;

import io.xvad.core.option.OptionSpec;
import io.xvad.detectors.features.FeatureOptions;
import java.util.List;

/** The options of snippets and their features. */
public final class SnippetOptions {

    /** Frames in a snippet. */
    public static final OptionSpec<Integer> LENGTH =
            OptionSpec.integer("snippet", 16, 2, 256, "Frames in a snippet, which gets one score");

    /** Frames of a snippet that the backbone sees. */
    public static final OptionSpec<Integer> MOMENTS = OptionSpec.integer(
            "moments",
            4,
            1,
            64,
            "Frames of each snippet that the backbone sees, evenly spread, each with its optical flow");

    /** Patches. */
    public static final OptionSpec<Integer> GRID = OptionSpec.integer(
            "patches",
            2,
            0,
            7,
            "Patches along each side of a frame that have features beside those of the whole; 0 for none");

    /** A network of clips. */
    public static final OptionSpec<String> CLIP_NETWORK = OptionSpec.text(
            "clip-network",
            "",
            "an ONNX file, or empty",
            "A network of clips (I3D, X3D, SlowFast) of shape (N, 3, frames, height, width) whose features are taken in place of the backbone's");

    /** Side of the frames of that network. */
    public static final OptionSpec<Integer> CLIP_SIZE =
            OptionSpec.integer("clip-size", 224, 16, 1024, "Side of the frames for a clip network that leaves it open");

    /** Scaling of the samples for that network. */
    public static final OptionSpec<List<String>> CLIP_SCALE = OptionSpec.words(
            "clip-scale",
            List.of("0.45", "0.225"),
            "mean, standard deviation",
            "Mean and standard deviation by which samples in [0, 1] are scaled for the clip network");

    /** Side of the images that the backbone sees. */
    public static final OptionSpec<Integer> INPUT_SIZE = FeatureOptions.inputSize(0);

    private SnippetOptions() {}

    /** All of them. */
    public static List<OptionSpec<?>> all() {
        return List.of(
                LENGTH,
                MOMENTS,
                GRID,
                CLIP_NETWORK,
                CLIP_SIZE,
                CLIP_SCALE,
                FeatureOptions.BACKBONE,
                INPUT_SIZE,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }
}
