package io.xvad.detectors.efficientad;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
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
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Scores a place by how far a student network is there from a small teacher and from an autoencoder: EfficientAD (Batzner, Heckler and
 * König 2024, "EfficientAD: Accurate Visual Anomaly Detection at Millisecond-Level Latencies", WACV). The teacher, a patch description
 * network in the jar, was distilled from the packaged backbone on photographs and textures; the paper's is four times as wide
 * and was distilled from WideResNet-101 on ImageNet. The student learns from it on normal images, from the hardest features only (by default
 * a hundredth of them, a thousandth in the paper), and from an autoencoder that restores its descriptions of the whole image; both differences are scaled by quantiles on normal images that
 * nothing learned from. Textures stand for the paper's images of other things, and the learning rate falls to 0 along a line.
 */
public final class EfficientAd extends ImageNetworkDetector {

    /** The number of epochs. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);

    /** Length of an epoch. */
    public static final OptionSpec<Integer> EPOCH_IMAGES = ImageOptions.epochImages(100);

    /** First step of the optimiser, which falls to 0. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.002);

    /** Batch size of a training step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(1);

    /** Side of the images. */
    public static final OptionSpec<Integer> SIZE = ImageOptions.size(128);

    /** The teacher. */
    public static final OptionSpec<String> TEACHER = OptionSpec.text(
            "teacher",
            "",
            "a file, or empty for the packaged one",
            "A patch description network that tools/patch-teacher distilled; the student is as wide");

    /** Width of the autoencoder. */
    public static final OptionSpec<Integer> AUTOENCODER_WIDTH =
            OptionSpec.integer("autoencoder-width", 32, 2, 1024, "Channels of the wide layers of the autoencoder");

    /** The quantile above which differences teach the student. */
    public static final OptionSpec<Double> HARD_QUANTILE = OptionSpec.decimal(
            "hard-quantile",
            0.99,
            0,
            1,
            "Differences of student and teacher below this quantile teach it nothing; 0.999 in the paper");

    /** Share of the training over which the hard quantile rises. */
    public static final OptionSpec<Double> RISING = OptionSpec.decimal(
            "rising",
            0,
            0,
            1,
            "Share of the training over which the hard quantile rises from 0; 0 has it all the time");

    private static final String EARLIER_ONLY = "teacher-epochs";
    private static final int MULTIPLE = 32;

    @Override
    public String name() {
        return "efficient-ad";
    }

    @Override
    public String description() {
        return "Student and autoencoder beside a small patch description network (Batzner et al. 2024)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE),
                EPOCH_IMAGES,
                SIZE,
                TEACHER,
                AUTOENCODER_WIDTH,
                HARD_QUANTILE,
                RISING);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few steps")
                        .with(EPOCHS, 3)
                        .with(EPOCH_IMAGES, 50)
                        .with(SIZE, 64)
                        .with(AUTOENCODER_WIDTH, 16),
                Preset.standard(
                        "As without a preset",
                        EPOCHS,
                        EPOCH_IMAGES,
                        LEARNING_RATE,
                        SIZE,
                        AUTOENCODER_WIDTH,
                        HARD_QUANTILE,
                        RISING,
                        ImageOptions.SIGMA),
                Preset.paper(
                                "the teacher, unless the option teacher names one of the paper's size, images of other things, and a learning"
                                        + " rate that falls along a line")
                        .with(EPOCHS, 700)
                        .with(EPOCH_IMAGES, 100)
                        .with(LEARNING_RATE, 1e-4)
                        .with(SIZE, 256)
                        .with(AUTOENCODER_WIDTH, 64)
                        .with(HARD_QUANTILE, 0.999)
                        .with(RISING, 0.0)
                        .with(ImageOptions.SIGMA, 0.0));
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> batch() {
        return BATCH;
    }

    @Override
    protected OptionSpec<Integer> size() {
        return SIZE;
    }

    @Override
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.of(options.get(EPOCH_IMAGES));
    }

    /** @throws IllegalArgumentException if the side of the images is not a multiple of 32, or below 64 */
    @Override
    protected ImageNetwork network(Options options, long seed) {
        int size = ImageOptions.size(options);
        if (size % MULTIPLE != 0 || size < 2 * MULTIPLE) {
            throw new IllegalArgumentException(
                    "option 'input-size' must be a multiple of 32, at least 64, got " + options.get(SIZE));
        }
        String file = options.get(TEACHER);
        Teacher teacher = file.isEmpty() ? Teacher.packaged() : Teacher.read(Path.of(file));
        return new EfficientAdNetwork(options, teacher, size, seed);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return model.provenance().options().containsKey(EARLIER_ONLY)
                ? new EarlierEfficientAd().load(model)
                : super.load(model);
    }
}
