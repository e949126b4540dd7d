package io.xvad.detectors.draem;

import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tells where an image is not as it was taught that normal ones are: DRAEM (Zavrtanik, Kristan and Skočaj 2021, "DRAEM - A
 * discriminatively trained reconstruction embedding for surface anomaly detection", ICCV). One network restores the normal image from one
 * into which a texture was mixed, a second tells from both where that was; the score is the highest mean of its probabilities over a
 * window. Networks, losses and anomalies are those of the paper, the networks narrower. Other than in the paper, they learn by default
 * from squares cut at random out of the images, with a learning rate that falls to 0 along a line, and from textures that are made up
 * unless a folder of them is given; textures are grey where all images are.
 */
public final class Draem extends ImageNetworkDetector {

    /** The number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** First step of the optimiser, which falls to 0. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(3e-4);

    /** Width of the network that restores. */
    public static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width",
            8,
            1,
            1024,
            "Channels of the first stage of the network that restores; deeper ones have up to eight times as many");

    /** Width of the network that tells. */
    public static final OptionSpec<Integer> SEGMENTATION_WIDTH = OptionSpec.integer(
            "segmentation-width",
            16,
            1,
            1024,
            "Channels of the first stage of the network that tells anomalies; deeper ones have up to eight times as many");

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = ImageOptions.size(256);

    /** Side of the crops that are learned from. */
    public static final OptionSpec<Integer> CROP = OptionSpec.integer(
            "crop",
            128,
            0,
            1024,
            "Side of the squares cut out of the resized images to learn from, of three at random the one with the most contrast; 0 takes whole images");

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(256);

    /** Rotation of normal images. */
    public static final OptionSpec<Double> ROTATED = OptionSpec.decimal(
            "rotated",
            0.3,
            0,
            1,
            "Share of the images that are turned by up to 90 degrees before they are learned from");

    /** A folder of textures. */
    public static final OptionSpec<String> TEXTURES = OptionSpec.text(
            "textures",
            "",
            "a folder, or empty",
            "Images whose textures are mixed in, for example those of the Describable Textures Dataset; without a folder textures are"
                    + " made up");

    /** Window over which probabilities are averaged for the score. */
    public static final OptionSpec<Integer> WINDOW = OptionSpec.integer(
            "window",
            13,
            1,
            255,
            "Side of the square over which probabilities are averaged before the highest is the score (21 in the paper); an even one"
                    + " counts as one more");

    private static final String EARLIER_ONLY = "patience";

    @Override
    public String name() {
        return "draem";
    }

    @Override
    public String description() {
        return "A network tells image from reconstruction, trained on mixed-in textures (Zavrtanik et al. 2021)";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, TrainingOptions.BATCH, LEARNING_RATE),
                EPOCH_IMAGES,
                WIDTH,
                SEGMENTATION_WIDTH,
                ImageOptions.SSPCAB,
                SIZE,
                CROP,
                ROTATED,
                TEXTURES,
                WINDOW);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few steps, narrow networks")
                        .with(EPOCHS, 5)
                        .with(EPOCH_IMAGES, 64)
                        .with(SEGMENTATION_WIDTH, 8)
                        .with(SIZE, 64)
                        .with(CROP, 0),
                Preset.standard(
                        "As without a preset",
                        EPOCHS,
                        EPOCH_IMAGES,
                        LEARNING_RATE,
                        WIDTH,
                        SEGMENTATION_WIDTH,
                        SIZE,
                        CROP,
                        WINDOW,
                        ImageOptions.SIGMA),
                Preset.paper("textures, unless a folder of them is given, and a learning rate that falls along a line")
                        .with(EPOCHS, 700)
                        .with(EPOCH_IMAGES, 0)
                        .with(LEARNING_RATE, 1e-4)
                        .with(WIDTH, 128)
                        .with(SEGMENTATION_WIDTH, 64)
                        .with(SIZE, 256)
                        .with(CROP, 0)
                        .with(WINDOW, 21)
                        .with(ImageOptions.SIGMA, 0.0));
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> size() {
        return SIZE;
    }

    @Override
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.of(options.get(EPOCH_IMAGES));
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new DraemNetwork(options, seed);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return model.provenance().options().containsKey(EARLIER_ONLY)
                ? new EarlierDraem().load(model)
                : super.load(model);
    }
}
