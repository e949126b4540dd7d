package io.xvad.detectors.fcdd;

import io.xvad.core.Purpose;
import io.xvad.core.Supervision;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores a place by the output of a fully convolutional network there, which maps normal images near 0 and anomalous ones away
 * from it: FCDD (Liznerski, Ruff, Vandermeulen, Franks, Kloft and Müller 2021, "Explainable Deep One-Class Classification",
 * ICLR). The output is the map that explains the score, enlarged with a fixed Gaussian; the score of the image is its mean. Anomalous
 * images are normal ones with confetti noise or synthetic defects, drawn anew in each epoch, and labelled anomalies where there are
 * some, with or without masks. As in the paper's experiments on MVTec-AD, the first layers are frozen ones of a network trained on
 * ImageNet and two convolutions of 3 x 3 pixels with batch normalisation and one of a single pixel are trained on them; there they are
 * those of VGG-11, 512 channels wide, here the packaged backbone's.
 */
public final class Fcdd extends FeatureNetworkDetector {

    private static final String IMAGE = "image";
    static final String MEAN = "mean";
    private static final String ADAM = "adam";
    static final String PIXEL = "pixel";
    static final String SGD = "sgd";

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Width of the network. */
    public static final OptionSpec<Integer> HIDDEN = OptionSpec.integer(
            "hidden", 64, 1, 8192, "Channels of the two convolutions of 3 x 3 pixels that are trained");

    /** Width of the Gaussian, the paper's for MVTec-AD. */
    public static final OptionSpec<Double> SIGMA = FeatureOptions.sigma(12);

    /** Number of synthetic anomalies for each training image. */
    public static final OptionSpec<Integer> OUTLIERS = OptionSpec.integer(
            "outliers", 1, 1, 100, "Anomalous copies of each training image, drawn anew in each epoch");

    /** Kind of the synthetic anomalies. */
    public static final OptionSpec<String> OUTLIER_KIND = OptionSpec.choice(
            "outlier-kind",
            OutlierKind.BOTH.word(),
            OutlierKind.words(),
            "Confetti noise as in the paper, our synthetic defects, or each of the two half the time");

    /** The loss to train with: over labels of images or over masks. */
    public static final OptionSpec<String> SUPERVISION = OptionSpec.choice(
            "supervision",
            IMAGE,
            List.of(IMAGE, PIXEL),
            "Whether training is told which images are anomalous, or which pixels (semi-supervised)");

    /** The image score: mean or maximum of the map. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            MEAN,
            List.of(MEAN, "map-max"),
            "The score of an image: the mean output as in the paper, or the highest value of the map");

    /** The optimiser. */
    public static final OptionSpec<String> OPTIMISER = OptionSpec.choice(
            "optimiser",
            ADAM,
            List.of(ADAM, SGD),
            "Adam, or as in the paper gradient descent with Nesterov momentum of 0.9 and a learning rate that falls to a twentieth");

    @Override
    public String name() {
        return "fcdd";
    }

    @Override
    public String description() {
        return "Fully convolutional one-class network against synthetic defects (Liznerski et al. 2021)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Double> learningRate() {
        return LEARNING_RATE;
    }

    @Override
    protected OptionSpec<Double> sigma() {
        return SIGMA;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(HIDDEN, OUTLIERS, OUTLIER_KIND, SUPERVISION, SCORE, OPTIMISER);
    }

    /** The paper's batch is 16 images, of which gradients of 8 are added up; half of them are anomalous. */
    @Override
    protected Optional<Preset> paper() {
        return Optional.of(Preset.paper("the packaged backbone and the augmentation of normal images")
                .with(HIDDEN, 512)
                .with(EPOCHS, 2000)
                .with(TrainingOptions.PATIENCE, 2000)
                .with(TrainingOptions.BATCH, 64)
                .with(OPTIMISER, SGD)
                .with(OUTLIER_KIND, OutlierKind.CONFETTI.word())
                .with(FeatureOptions.LAYERS, List.of("stride8"))
                .with(FeatureOptions.INPUT_SIZE, 224)
                .with(FeatureOptions.TRAINING_IMAGES, 0));
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new FcddNetwork(extractor, options);
    }

    @Override
    protected boolean hasImageScore(Options options) {
        return options.get(SCORE).equals(MEAN);
    }

    @Override
    protected MapPainter painter(PatchExtractor extractor, Options options) {
        return MapPainter.gaussian(extractor.spec().inputSize(), options.get(SIGMA));
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS, Supervision.SEMI_SUPERVISED);
    }

    @Override
    protected void requireReadable(ModelReader model) {
        if (!model.provenance().options().containsKey(SCORE.name())) {
            throw new XvadModelException(
                    "the model is of a version whose 'fcdd' had convolutions of one pixel only; fit it again");
        }
    }
}
