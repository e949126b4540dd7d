package io.xvad.detectors.featurenetwork;

import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureDetector;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.restoration.NormalImages;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Base of the detectors that train a network on the features of a frozen backbone. A method gives its options and its {@link
 * FeatureNetwork}; learning, saving and loading are written here.
 */
public abstract class FeatureNetworkDetector extends FeatureDetector {

    /** The largest number of epochs, with this method's default; see {@link TrainingOptions#epochs}. */
    protected abstract OptionSpec<Integer> epochs();

    /** Step of the optimiser, with this method's default; see {@link TrainingOptions#learningRate}. */
    protected abstract OptionSpec<Double> learningRate();

    /** Batch size of a training step. */
    protected OptionSpec<Integer> batch() {
        return TrainingOptions.BATCH;
    }

    /** Smoothing of the map, with this method's default. */
    protected OptionSpec<Double> sigma() {
        return FeatureOptions.SIGMA;
    }

    /** The options that only this method has. */
    protected abstract List<OptionSpec<?>> methodOptions();

    /** The method's network for the features of a backbone. */
    protected abstract FeatureNetwork network(PatchExtractor extractor, Options options);

    /** The scaling of features before they go into the network. */
    protected Scaling scaling() {
        return Scaling.STANDARD;
    }

    /** Whether images are held out that tell when training should stop; or else it goes through all epochs. */
    protected boolean stopsEarly() {
        return true;
    }

    /** Whether the network gives {@link FeatureNetwork#IMAGE_SCORE}; without it the score is the maximum of the map. */
    protected boolean hasImageScore(Options options) {
        return false;
    }

    /** The samples to learn what normal is from. */
    protected Samples samples(TrainingRecord data) {
        return data.normals();
    }

    /** Paints the anomaly map of an image from the scores of its places. */
    protected MapPainter painter(PatchExtractor extractor, Options options) {
        return new MapPainter(extractor.spec().inputSize(), options.get(sigma()));
    }

    /** The fitted detector, which owns the extractor and the network. */
    protected FittedDetector fitted(LearnedNetwork learned, Network network, Options options) {
        return new FittedFeatureNetwork(learned, network, () -> network(learned.extractor(), options));
    }

    @Override
    public Set<Class<?>> capabilities() {
        return FittedFeatureNetwork.CAPABILITIES;
    }

    @Override
    public final List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all(layers(), FeatureOptions.INPUT_SIZE));
        options.replaceAll(option -> option.equals(FeatureOptions.SIGMA) ? sigma() : option);
        options.addAll(
                stopsEarly()
                        ? TrainingOptions.all(epochs(), batch(), learningRate(), TrainingOptions.PATIENCE)
                        : TrainingOptions.toTheEnd(epochs(), batch(), learningRate()));
        options.add(FeatureOptions.TRAINING_IMAGES);
        options.addAll(methodOptions());
        return List.copyOf(options);
    }

    @Override
    protected Set<String> retiredOptions() {
        return stopsEarly() ? Set.of() : Set.of(TrainingOptions.PATIENCE.name());
    }

    /** Number of epochs of the quick preset. */
    protected int quickEpochs() {
        return 5;
    }

    /** A preset with the paper's sizes and steps, where there is one. */
    protected Optional<Preset> paper() {
        return Optional.empty();
    }

    @Override
    public final List<Preset> presets() {
        Preset quick = Preset.quick("few images, few passes")
                .with(epochs(), quickEpochs())
                .with(FeatureOptions.TRAINING_IMAGES, 50);
        List<Preset> others = Stream.concat(Stream.of(quick), paper().stream()).toList();
        OptionSpec<?>[] set = options().stream()
                .filter(option ->
                        others.stream().anyMatch(preset -> preset.options().containsKey(option.name())))
                .toArray(OptionSpec<?>[]::new);
        List<Preset> presets = new ArrayList<>(others);
        presets.add(1, Preset.standard("As without a preset", set));
        return List.copyOf(presets);
    }

    @Override
    protected final void requireAvailable(Options options, boolean fitting) {
        if (fitting) {
            TrainingRuntime.require(name());
        }
    }

    @Override
    protected final FittedDetector fit(PatchExtractor extractor, TrainingRecord data, FitRequest request) {
        TrainingFeatures features = TrainingFeatures.of(samples(data), data.labelled(), extractor, scaling(), request);
        FeatureNetwork network = network(extractor, request.options());
        Trainable net = network.graph(request.seed());
        network.train(net, features, request);
        NormalImages normals = NormalImages.fit(features.samples(), request.seed());
        return fitted(
                extractor,
                features.standardisation(),
                network.saved(net),
                normals,
                request.provenance(this, data),
                request.options());
    }

    @Override
    protected final FittedDetector load(PatchExtractor extractor, ModelReader model, Options options) {
        Standardisation standardisation = Standardisation.read(model, extractor.dimension());
        return fitted(
                extractor,
                standardisation,
                saved(extractor, model, options),
                NormalImages.read(model),
                model.provenance(),
                options);
    }

    private SavedNetwork saved(PatchExtractor extractor, ModelReader model, Options options) {
        if (SavedNetwork.isIn(model)) {
            return SavedNetwork.read(model);
        }
        TrainingRuntime.require(name());
        return network(extractor, options).readWithoutFrozenForm(model);
    }

    private FittedDetector fitted(
            PatchExtractor extractor,
            Standardisation standardisation,
            SavedNetwork saved,
            NormalImages normals,
            Provenance provenance,
            Options options) {
        MapPainter painter = painter(extractor, options);
        LearnedNetwork learned = new LearnedNetwork(extractor, standardisation, saved, painter, normals, provenance);
        String[] outputs = hasImageScore(options)
                ? new String[] {FeatureNetwork.SCORE, FeatureNetwork.IMAGE_SCORE}
                : new String[] {FeatureNetwork.SCORE};
        Network network = saved.open(
                options.get(FeatureOptions.THREADS),
                () -> network(extractor, options).sameDiff(saved),
                outputs);
        return fitted(learned, network, options);
    }
}
