package io.xvad.generative.anogan;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.generative.gan.GanOptions;
import io.xvad.generative.search.Budget;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an image by how near a generator of normal images comes to it: AnoGAN (Schlegl, Seeböck, Waldstein, Schmidt-Erfurth and Langs 2017,
 * "Unsupervised Anomaly Detection with Generative Adversarial Networks to Guide Marker Discovery", IPMI). A DCGAN learns normal images; then,
 * with both networks frozen, gradient descent searches for each image a code of which the generator makes it. The score is the loss where the
 * search ends, {@code (1 - lambda) sum |x - G(z)| + lambda sum |f(x) - f(G(z))|}: of the pixels, in [-1, 1], and of the discriminator's features f. The map
 * is the absolute difference of each pixel in [0, 1], averaged over channels. Stateless.
 *
 * <p>An image takes as many runs of both networks, forwards and backwards, as the search has steps. Searches begin at several codes, the same for each image,
 * and the best end counts. With a limit in seconds the score depends on how fast the machine is.
 */
public final class AnoGan implements Detector {

    /** Passes in which generator and discriminator learn. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(120);

    /** Step of the optimisers. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(2e-4);

    /** Weight of the discriminator's features. */
    public static final OptionSpec<Double> FEATURE_WEIGHT = OptionSpec.decimal(
            "feature-weight",
            0.1,
            0,
            1,
            "Weight of the difference of the discriminator's features in search and score (lambda); that of the pixels is one less this");

    /** Codes at which searches begin. */
    public static final OptionSpec<Integer> STARTS = OptionSpec.integer(
            "starts", 2, 1, 256, "Codes at which the search for an image begins, of which the best end counts");

    /** Steps of a search. */
    public static final OptionSpec<Integer> SEARCH_STEPS =
            OptionSpec.integer("search-steps", 200, 1, 100_000, "Most steps of the search for an image");

    /** Step of the search. */
    public static final OptionSpec<Double> SEARCH_RATE =
            OptionSpec.decimal("search-rate", 0.05, 1e-9, 10, "Step of the optimiser of the search");

    /** Channels of the networks. */
    public static final OptionSpec<Integer> WIDTH = GanOptions.width(16);

    @Override
    public String name() {
        return "anogan";
    }

    @Override
    public String description() {
        return "How near a generator of normal images comes to an image by a search of its code (Schlegl et al. 2017)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(
                TrainingOptions.toTheEnd(EPOCHS, GanOptions.BATCH, LEARNING_RATE),
                GanOptions.EPOCH_IMAGES,
                FEATURE_WEIGHT,
                STARTS,
                SEARCH_STEPS,
                Budget.SECONDS,
                TrainedElsewhere.NETWORKS,
                SEARCH_RATE,
                GanOptions.SIZE,
                GanOptions.LATENT,
                WIDTH);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("few passes, a short search").with(EPOCHS, 5).with(SEARCH_STEPS, 20),
                Preset.standard("As without a preset", EPOCHS, SEARCH_STEPS),
                Preset.paper("the number of channels of the images")
                        .with(GanOptions.SIZE, 64)
                        .with(GanOptions.LATENT, 100)
                        .with(WIDTH, 64)
                        .with(GanOptions.BATCH, 64)
                        .with(GanOptions.EPOCH_IMAGES, 0)
                        .with(EPOCHS, 20)
                        .with(SEARCH_STEPS, 500)
                        .with(SEARCH_RATE, 0.001)
                        .with(STARTS, 1));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        TrainingRecord record = TrainingRecord.of(data);
        Optional<TrainedElsewhere> elsewhere = TrainedElsewhere.of(
                request.options(), name(), LatentSearch.LOSS, LatentSearch.GRADIENT, LatentSearch.RESTORED);
        SavedNetwork saved = elsewhere.map(TrainedElsewhere::saved).orElseGet(() -> trained(record.normals(), request));
        return new FittedAnoGan(
                saved, request.options(), request.provenance(this, record, TrainedElsewhere.external(elsewhere)));
    }

    private SavedNetwork trained(Samples normals, FitRequest request) {
        TrainingRuntime.require(name());
        Options options = request.options();
        List<float[]> images = NetworkImages.of(normals, ImageOptions.size(options), request.progress());
        AnoGanNetwork network = new AnoGanNetwork(options, request.seed());
        network.train(images, request);
        return network.saved();
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return new FittedAnoGan(SavedNetwork.read(model), options, model.provenance());
    }
}
