package io.xvad.video.detectors.framenetwork;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A detector of clips that trains a network to predict or to reconstruct the last frame of a window of normal frames. A frame is
 * scored by the network's error in it and by other terms, each standardised on normal frames that were held out from the training. Stateless.
 *
 * <p>It names no class of xvad-training or ND4J in fields or signatures, so that a trained model is loaded and scored without them;
 * subclasses name theirs in {@link #network} alone.
 */
public abstract class FrameNetworkDetector implements Detector {

    private final OptionSpec<Integer> epochs;
    private final OptionSpec<Double> learningRate;
    private final List<OptionSpec<?>> own;

    /**
     * Creates a detector with the options every subclass has and those of its own.
     *
     * @param epochs most epochs, with the method's default
     * @param learningRate step of the optimiser, with the method's default
     * @param own the options that other detectors of this kind do not have
     */
    protected FrameNetworkDetector(OptionSpec<Integer> epochs, OptionSpec<Double> learningRate, OptionSpec<?>... own) {
        this.epochs = epochs;
        this.learningRate = learningRate;
        this.own = List.of(own);
    }

    /** For comparison: on real footage these networks are worse than the speed of what moves. */
    @Override
    public final Purpose purpose() {
        return Purpose.COMPARISON;
    }

    OptionSpec<Integer> epochs() {
        return epochs;
    }

    OptionSpec<Double> learningRate() {
        return learningRate;
    }

    /** The frames of a window that the network sees. */
    protected abstract WindowLayout layout(Options options);

    /** The network, to be trained or built again. Called where xvad-training is on the class path, and nowhere else. */
    protected abstract FrameNetwork network(Options options);

    /** Which error of a frame counts, with the method's default. */
    protected OptionSpec<String> error() {
        return FrameNetworkOptions.PEAK_ERROR;
    }

    /** Weight of the error in the score. */
    protected double errorWeight(Options options) {
        return 1;
    }

    /** The other parts of the score. */
    protected List<ScoreTerm> terms(Options options) {
        return List.of();
    }

    /** The sizes and steps of the method's paper. */
    protected abstract Preset paper();

    /** The preset of a paper whose network has the sizes of frame prediction (Liu et al., 2018). */
    protected final Preset paper(String apart, int batch, double rate) {
        return Preset.paper(apart)
                .with(FrameNetworkOptions.SIZE, 256)
                .with(FrameNetworkOptions.WIDTH, 64)
                .with(FrameNetworkOptions.COLOUR, FrameNetworkOptions.RGB)
                .with(FrameNetworkOptions.BATCH, batch)
                .with(learningRate, rate)
                .with(error(), FrameNetworkOptions.MEAN)
                .with(VideoOptions.SMOOTHING, 0.0);
    }

    @Override
    public final List<Preset> presets() {
        Preset quick = Preset.quick("small frames, few steps")
                .with(epochs, 10)
                .with(FrameNetworkOptions.EPOCH_WINDOWS, 100)
                .with(FrameNetworkOptions.SIZE, 64)
                .with(FrameNetworkOptions.WIDTH, 8)
                .with(FrameNetworkOptions.SIGMA, 2.0)
                .with(learningRate, 0.001);
        Preset paper = paper();
        OptionSpec<?>[] shown = options().stream()
                .filter(option -> quick.options().containsKey(option.name())
                        || paper.options().containsKey(option.name()))
                .toArray(OptionSpec<?>[]::new);
        return List.of(quick, Preset.standard("As without a preset", shown), paper);
    }

    /** The memory, if it goes on learning from the videos that are scored. */
    protected Optional<AdaptingMemory> adapting(Options options) {
        return Optional.empty();
    }

    /** The items of the network's memory, if it has one. */
    protected Optional<MemoryItems> items(Options options) {
        return Optional.empty();
    }

    @Override
    public final Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public final Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class, DifferentiatesFrames.class);
    }

    @Override
    public final List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FrameNetworkOptions.all(epochs, learningRate, error()));
        options.addAll(own);
        return List.copyOf(options);
    }

    @Override
    public final FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        TrainingRecord record = TrainingRecord.of(data);
        FrameScoring scoring = FrameScoring.of(this, request.options());
        WindowInputs inputs = scoring.inputs();
        int length = inputs.layout().length();
        HeldOutWindows windows = HeldOutWindows.of(
                TrainingWindows.of(record.normals(), length, inputs.form(), request.progress()),
                length,
                request.seed());
        SavedNetwork saved = new FrameNetworkTraining(this, request.options(), scoring).trained(windows, request);
        Provenance provenance = request.provenance(this, record);
        WindowNetwork network = open(saved, request.options(), scoring);
        try {
            return fitted(
                    saved,
                    network,
                    scoring,
                    NormalFrames.measured(network, windows, scoring),
                    request.options(),
                    provenance);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        requireReadable(model);
        Options options = Options.parse(options(), model.provenance().options());
        FrameScoring scoring = FrameScoring.of(this, options);
        SavedNetwork saved = SavedNetwork.read(model);
        NormalFrames normal = NormalFrames.read(model, scoring);
        return fitted(saved, open(saved, options, scoring), scoring, normal, options, model.provenance());
    }

    private void requireReadable(ModelReader model) {
        if (!hasNetworkOf(model.provenance().options())) {
            throw XvadModelException.ofAnotherNetwork(name());
        }
    }

    /**
     * Whether a model that was fitted with these options has the network that this version builds. Earlier versions had others, whose parts were
     * scaled on what they had learned from; none knew of colours.
     */
    protected boolean hasNetworkOf(Map<String, String> options) {
        return options.containsKey(FrameNetworkOptions.COLOUR.name());
    }

    private WindowNetwork open(SavedNetwork saved, Options options, FrameScoring scoring) {
        return new WindowNetwork(
                saved.open(
                        options.get(FeatureOptions.THREADS),
                        () -> new FrameNetworkTraining(this, options, scoring).sameDiff(saved),
                        scoring.outputs().toArray(String[]::new)),
                scoring,
                saved.weights());
    }

    private FittedDetector fitted(
            SavedNetwork saved,
            WindowNetwork network,
            FrameScoring scoring,
            NormalFrames normal,
            Options options,
            Provenance provenance) {
        Optional<Supplier<DifferentiatesFrames>> gradient = TrainingRuntime.isAvailable()
                ? Optional.of(() -> new FrameNetworkTraining(this, options, scoring).gradient(saved, normal.parts()))
                : Optional.empty();
        return new FittedVideoDetector(
                new FrameNetworkModel(saved, network, scoring, normal, gradient),
                options.get(VideoOptions.SMOOTHING),
                provenance);
    }
}
