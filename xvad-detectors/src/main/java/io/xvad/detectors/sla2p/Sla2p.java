package io.xvad.detectors.sla2p;

import io.xvad.core.Purpose;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image by how badly a classifier of random projections tells them apart once its features are perturbed: SLA2P (Wang, Qin,
 * Wei, Xu, Bai and Fu 2022, "Self-supervision Meets Adversarial Perturbation: A Novel Framework for Anomaly Detection", CIKM). Each of
 * several random projections of features of unit length makes a pseudo-class, and the classifier learns which projection it is shown
 * until it is right often enough; projected features are then moved so that the predicted class becomes less likely, and the score is
 * the squared error of the prediction, the mean over projections. As in the paper it learns from images that nobody has looked through
 * and that may hold anomalies, {@link TrainingSet#unlabelled}, the very images it is to judge if one wishes, as well as from normal
 * ones. With {@code level=image} it judges the mean features of an image, as the paper does; {@code level=places} judges each place by
 * itself, which is an extension of ours that gives a finer map.
 */
public final class Sla2p extends FeatureNetworkDetector {

    static final String PLACES_LEVEL = "places";
    static final String IMAGE_LEVEL = "image";

    /** The paper's strength for CIFAR-10, which is for the mean loss of a batch of 128 features. */
    private static final double PAPER_EPSILON = 1000.0 / 128;

    /** The largest number of passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(50);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Whether places are judged, or the image as a whole. */
    public static final OptionSpec<String> LEVEL = OptionSpec.choice(
            "level",
            PLACES_LEVEL,
            List.of(PLACES_LEVEL, IMAGE_LEVEL),
            "Whether each place is judged by its features, or the image by their mean as in the paper");

    /** Number of pseudo-classes. */
    public static final OptionSpec<Integer> PROJECTIONS =
            OptionSpec.integer("projections", 32, 2, 1024, "Random projections, each a pseudo-class");

    /** Size of a projected feature. */
    public static final OptionSpec<Integer> PROJECTION_SIZE = OptionSpec.integer(
            "projection-size",
            32,
            1,
            4096,
            "Values of a projected feature; the classifier's hidden layers have twice and four times as many units");

    /** When the classifier is good enough. */
    public static final OptionSpec<Double> ACCURACY = OptionSpec.decimal(
            "accuracy", 0.6, 0, 1, "Share of right answers over all steps so far above which training stops");

    /** Strength of the perturbation. */
    public static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon",
            1,
            0,
            1e6,
            "How far projected features are moved along the gradient of their own loss; the paper's number is this times its batch of 128");

    /** How many features of an image go into a step. */
    public static final OptionSpec<Integer> PLACES = OptionSpec.integer(
            "places", 32, 1, 1_000_000, "Places of each image whose features go into a step, drawn anew each time");

    @Override
    public String name() {
        return "sla2p";
    }

    @Override
    public String description() {
        return "How badly a classifier of random projections tells perturbed features (Wang et al. 2022)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS, Supervision.UNSUPERVISED);
    }

    /**
     * Refuses a training set with neither a normal sample nor an unlabelled one.
     *
     * @throws IllegalArgumentException if it is that
     */
    @Override
    public void requireEnoughNormals(TrainingSet data) {
        if (data.unlabelled().size() == 0) {
            super.requireEnoughNormals(data);
        }
    }

    @Override
    protected Samples samples(TrainingRecord data) {
        return Samples.concat(List.of(data.normals(), data.unlabelled()));
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
    protected boolean stopsEarly() {
        return false;
    }

    @Override
    protected List<OptionSpec<?>> methodOptions() {
        return List.of(LEVEL, PROJECTIONS, PROJECTION_SIZE, ACCURACY, EPSILON, PLACES);
    }

    @Override
    protected Optional<Preset> paper() {
        return Optional.of(Preset.paper("the packaged backbone")
                .with(LEVEL, IMAGE_LEVEL)
                .with(PROJECTIONS, 256)
                .with(PROJECTION_SIZE, 256)
                .with(EPSILON, PAPER_EPSILON)
                .with(EPOCHS, 1)
                .with(TrainingOptions.BATCH, 1)
                .with(FeatureOptions.LAYERS, List.of("stride16"))
                .with(FeatureOptions.INPUT_SIZE, 224)
                .with(FeatureOptions.TRAINING_IMAGES, 12_000));
    }

    @Override
    protected FeatureNetwork network(PatchExtractor extractor, Options options) {
        return new Sla2pNetwork(extractor, options);
    }

    @Override
    protected boolean hasImageScore(Options options) {
        return options.get(LEVEL).equals(IMAGE_LEVEL);
    }

    @Override
    protected Joining joining() {
        return Joining.LOCALLY_AWARE;
    }

    @Override
    protected void requireReadable(ModelReader model) {
        if (!model.provenance().options().containsKey(LEVEL.name())) {
            throw new XvadModelException(
                    "the model is of a version whose 'sla2p' had another classifier and score; fit it again");
        }
    }
}
