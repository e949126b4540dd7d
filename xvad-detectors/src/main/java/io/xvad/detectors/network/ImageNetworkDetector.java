package io.xvad.detectors.network;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A detector that trains a network from the pixels of normal images. A method says what its network is; how the network
 * learns, is saved, comes back and scores is written here. Its class is loaded without xvad-training, which only
 * {@link #network} may need.
 */
public abstract class ImageNetworkDetector implements Detector {

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    /** The largest number of epochs. */
    protected abstract OptionSpec<Integer> epochs();

    /** The number of images in a step. */
    protected OptionSpec<Integer> batch() {
        return TrainingOptions.BATCH;
    }

    /** The side of the images. */
    protected OptionSpec<Integer> size() {
        return ImageOptions.SIZE;
    }

    /** The side these options ask for; by default rounded up to a multiple of 16. */
    protected int side(Options options) {
        return ImageOptions.size(options);
    }

    /** The smoothing of the map. */
    protected OptionSpec<Double> sigma() {
        return ImageOptions.SIGMA;
    }

    /**
     * The network these options ask for, untrained.
     *
     * @param seed of its weights
     */
    protected abstract ImageNetwork network(Options options, long seed);

    /** Whether the network gives a score of its own; without one the score is the maximum of the painted map. */
    protected boolean hasScore(Options options) {
        return false;
    }

    /**
     * How many images an epoch has, 0 for each once, of a training that has all epochs; empty, as by default, for one that ends when the
     * loss on images held out stops falling.
     */
    protected OptionalInt drawnToTheEnd(Options options) {
        return OptionalInt.empty();
    }

    /** The views of an image that go into the network. */
    protected ImageViews views(Options options) {
        return ImageViews.ITSELF;
    }

    /**
     * Whether a network that was trained elsewhere is taken in place of training, so that {@link TrainedElsewhere#NETWORKS} is one of the
     * options; by default not. It has the outputs named in {@link ImageNetwork} and, without weights, no gradient.
     */
    protected boolean takesNetworks() {
        return false;
    }

    /**
     * Returns if a model can be read.
     *
     * @throws XvadModelException if it is of an earlier version whose network this one does not have
     */
    protected void requireReadable(ModelReader model) {}

    /** Values of options that models of earlier versions do not have, by name, where that is not the default. */
    protected Map<String, String> formerOptions() {
        return Map.of();
    }

    /** Names of options that models of earlier versions have and this version no longer knows. */
    protected Set<String> retiredOptions() {
        return Set.of();
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes").with(epochs(), 5).with(size(), 64),
                Preset.standard("As without a preset", epochs(), size()));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        Optional<TrainedElsewhere> elsewhere = elsewhere(options);
        SavedNetwork saved = elsewhere.map(TrainedElsewhere::saved).orElseGet(() -> trained(record.normals(), request));
        return new FittedImageNetwork(
                this, saved, options, request.provenance(this, record, TrainedElsewhere.external(elsewhere)));
    }

    private Optional<TrainedElsewhere> elsewhere(Options options) {
        if (!takesNetworks()) {
            return Optional.empty();
        }
        return hasScore(options)
                ? TrainedElsewhere.of(options, name(), ImageNetwork.MAP, ImageNetwork.SCORE, ImageNetwork.OUTPUT)
                : TrainedElsewhere.of(options, name(), ImageNetwork.MAP, ImageNetwork.OUTPUT);
    }

    private SavedNetwork trained(Samples normals, FitRequest request) {
        TrainingRuntime.require(name());
        Options options = request.options();
        List<float[]> images = NetworkImages.of(normals, side(options), request.progress());
        return trained(network(options, request.seed()), images, request);
    }

    private SavedNetwork trained(ImageNetwork network, List<float[]> images, FitRequest request) {
        try (network) {
            train(network, images, request);
            return ImageExport.saved(network);
        }
    }

    private void train(ImageNetwork network, List<float[]> images, FitRequest request) {
        ImageTraining.Steps steps = new ImageTraining.Steps(epochs(), batch());
        OptionalInt drawn = drawnToTheEnd(request.options());
        if (drawn.isPresent()) {
            ImageTraining.toTheEnd(network, images, steps, drawn.getAsInt(), request);
        } else {
            ImageTraining.untilItStopsFalling(network, images, steps, request);
        }
    }

    @Override
    public FittedDetector load(ModelReader model) {
        requireReadable(model);
        Map<String, String> given = new HashMap<>(formerOptions());
        given.putAll(model.provenance().options());
        Options options = Options.parse(options(), given, retiredOptions());
        SavedNetwork saved = SavedNetwork.isIn(model) ? SavedNetwork.read(model) : frozen(model, options);
        return new FittedImageNetwork(this, saved, options, model.provenance());
    }

    /** The error of a model whose network was another: of a version that had this detector with other options. */
    protected final XvadModelException ofAnotherNetwork() {
        return XvadModelException.ofAnotherNetwork(name());
    }

    /** Freezes a network from a file of an earlier version, which has weights only. */
    private SavedNetwork frozen(ModelReader model, Options options) {
        TrainingRuntime.require(name());
        ImageNetwork network = network(options, 0);
        network.read(model);
        return ImageExport.saved(network);
    }

    /** The network with its weights, in SameDiff. */
    final ImageNetwork trained(SavedNetwork saved, Options options) {
        ImageNetwork network = network(options, 0);
        if (!saved.weights().keySet().containsAll(network.net().names())) {
            throw new XvadModelException("the model is of a version whose '" + name()
                    + "' had other layers: only an engine that runs its frozen form can score it; fit it again");
        }
        network.restore(saved);
        return network;
    }
}
