package io.xvad.generative.alad;

import io.xvad.core.Purpose;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.generative.gan.GanOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Scores an image by how a discriminator of pairs sees its reconstruction: ALAD (Zenati, Romain, Foo, Lecouat and Chandrasekhar 2018, "Adversarially
 * Learned Anomaly Detection", ICDM). A generator of images from codes and an encoder of codes from images learn together against three
 * discriminators: of images with codes, of an image with its reconstruction and of a code with its own. The score is the sum of the absolute differences
 * between the features that the second has of the image with itself and of the image with its reconstruction, with weights averaged over the steps. The
 * map is the absolute difference of each pixel from its reconstruction in [0, 1], averaged over channels; the paper has none. Stateless.
 *
 * <p>Defaults are smaller than the paper's networks and learn in fewer steps, all of them: the paper stops by the score on images held out.
 * Averages over batches that serve to score are those of real images in the encoder and of their reconstructions in the generator.
 */
public final class Alad extends ImageNetworkDetector {

    static final String FEATURES = "features";
    static final String LOGITS = "logits";

    /** Passes over the training images. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);

    /** Step of the optimisers. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(5e-4);

    /** Averages of weights. */
    public static final OptionSpec<Double> AVERAGE_DECAY = OptionSpec.decimal(
            "average-decay",
            0.99,
            0,
            0.999999,
            "What the averages of the weights, which score, keep of themselves at each step; 0 scores with the last weights");

    /** The score of an image. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            FEATURES,
            List.of(FEATURES, LOGITS),
            "The image's score: how far its reconstruction is from it in the features of the discriminator of two images, or minus the"
                    + " logarithm of how surely that takes both for one");

    /** Channels of the networks. */
    public static final OptionSpec<Integer> WIDTH = GanOptions.width(16);

    @Override
    public String name() {
        return "alad";
    }

    @Override
    public String description() {
        return "How a discriminator of pairs sees an image beside its reconstruction (Zenati et al. 2018)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, GanOptions.BATCH, LEARNING_RATE),
                GanOptions.EPOCH_IMAGES,
                AVERAGE_DECAY,
                SCORE,
                TrainedElsewhere.NETWORKS,
                GanOptions.SIZE,
                GanOptions.LATENT,
                WIDTH);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("few passes").with(EPOCHS, 5),
                Preset.standard("As without a preset", EPOCHS),
                Preset.paper("the end of training")
                        .with(GanOptions.SIZE, 32)
                        .with(GanOptions.LATENT, 100)
                        .with(WIDTH, 128)
                        .with(GanOptions.EPOCH_IMAGES, 0)
                        .with(EPOCHS, 100)
                        .with(LEARNING_RATE, 2e-4)
                        .with(AVERAGE_DECAY, 0.999));
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> batch() {
        return GanOptions.BATCH;
    }

    @Override
    protected OptionSpec<Integer> size() {
        return GanOptions.SIZE;
    }

    @Override
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.of(options.get(GanOptions.EPOCH_IMAGES));
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return AladNetwork.of(options, seed);
    }

    @Override
    protected boolean takesNetworks() {
        return true;
    }

    @Override
    protected boolean hasScore(Options options) {
        return true;
    }
}
