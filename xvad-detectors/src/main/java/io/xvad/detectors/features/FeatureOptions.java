package io.xvad.detectors.features;

import io.xvad.core.engine.Engines;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import java.nio.file.Path;
import java.util.List;

/** The options of every detector that compares features of a frozen backbone. */
public final class FeatureOptions {

    /** The frozen network whose features are compared. */
    public static final OptionSpec<String> BACKBONE = OptionSpec.text(
            "backbone",
            BackboneSpec.PACKAGED,
            BackboneSpec.PACKAGED + " or the path of an ONNX file with a JSON file beside it",
            "The frozen network whose features are compared");

    /** The layers whose features are joined. */
    public static final OptionSpec<List<String>> LAYERS = layers(List.of("stride8", "stride16"));

    /** Side of the images the network sees. */
    public static final OptionSpec<Integer> INPUT_SIZE = inputSize(0);

    /** The inference engine that runs the backbone. */
    public static final OptionSpec<String> ENGINE = OptionSpec.text(
            "engine", Engines.AUTO, "auto or the name of an engine", "The inference engine that runs the backbone");

    /** Threads of the engine. */
    public static final OptionSpec<Integer> THREADS =
            OptionSpec.integer("threads", 0, 0, 1024, "Threads within one run of a network; 0 lets the engine decide");

    /** Smoothing of the map. */
    public static final OptionSpec<Double> SIGMA = sigma(4);

    /** How many images a network on the features is trained on. */
    public static final OptionSpec<Integer> TRAINING_IMAGES = OptionSpec.integer(
            "training-images",
            400,
            0,
            Integer.MAX_VALUE,
            "Most normal images to learn from, drawn by the seed where there are more; 0 for all");

    private FeatureOptions() {}

    /** All of these options. */
    public static List<OptionSpec<?>> all() {
        return all(LAYERS, INPUT_SIZE);
    }

    /** All of them, with another default of the input size. */
    public static List<OptionSpec<?>> all(OptionSpec<Integer> inputSize) {
        return all(LAYERS, inputSize);
    }

    /** All of them, with other defaults of the layers and of the input size. */
    public static List<OptionSpec<?>> all(OptionSpec<List<String>> layers, OptionSpec<Integer> inputSize) {
        return List.of(BACKBONE, layers, inputSize, ENGINE, THREADS, SIGMA);
    }

    /** Smoothing of the map, with a detector's own default. */
    public static OptionSpec<Double> sigma(double defaultValue) {
        return OptionSpec.decimal(
                "sigma",
                defaultValue,
                0,
                100,
                "Standard deviation of the Gaussian that smooths the map, in pixels of the resized image");
    }

    /** The layers, with a detector's own default. */
    public static OptionSpec<List<String>> layers(List<String> defaultValue) {
        return OptionSpec.words(
                "layers",
                defaultValue,
                "names of layers of the backbone, separated by commas",
                "The layers whose features are joined at the finest grid");
    }

    /** The side of the images, with a detector's own default. */
    public static OptionSpec<Integer> inputSize(int defaultValue) {
        return OptionSpec.integer(
                "input-size",
                defaultValue,
                0,
                4096,
                "Side in pixels to which images are resized; 0 takes the backbone's own");
    }

    /**
     * The backbone asked for.
     *
     * @throws io.xvad.core.XvadDataException if it is a file that cannot be read
     * @throws IllegalArgumentException if the input size does not suit it
     */
    public static BackboneSpec backbone(Options options) {
        return backbone(options, INPUT_SIZE);
    }

    /** The backbone asked for, with a detector's own input size. */
    public static BackboneSpec backbone(Options options, OptionSpec<Integer> inputSize) {
        return backbone(options, (int) options.get(inputSize));
    }

    /**
     * The backbone asked for, for images of a size.
     *
     * @param size side in pixels; 0 for the backbone's own
     * @throws io.xvad.core.XvadDataException if it is a file that cannot be read
     * @throws IllegalArgumentException if the size does not suit it
     */
    public static BackboneSpec backbone(Options options, int size) {
        String name = options.get(BACKBONE);
        BackboneSpec spec =
                name.equals(BackboneSpec.PACKAGED) ? BackboneSpec.packaged() : BackboneSpec.fromFile(Path.of(name));
        return size == 0 ? spec : spec.withInputSize(size);
    }
}
