package io.xvad.video.detectors.snippets;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.AttendsInTime;
import io.xvad.core.detect.Detector;
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
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A detector of clips that learns from whole clips of which only is known whether something in them is anomalous: it cuts them into
 * snippets, and a network learns to score these by multiple-instance learning. A frame has the score of its snippet, which is known when the
 * last frame of the snippet is there. Stateless.
 *
 * <p>It names no class of xvad-training or ND4J in fields or signatures, so that a trained model is loaded and scored without them;
 * subclasses name theirs in {@link #network} alone.
 */
public abstract class WeakDetector implements Detector {

    /** Bags of a step. */
    public static final OptionSpec<Integer> BATCH = OptionSpec.integer(
            "batch-size", 32, 1, 4096, "Anomalous clips, and as many normal ones, in one step of the optimiser");

    /** Most snippets of a clip in a step. */
    public static final OptionSpec<Integer> SEGMENTS = OptionSpec.integer(
            "segments", 32, 2, 1000, "Most snippets of a clip that a step sees, evenly spread; all are scored");

    private final OptionSpec<Integer> epochs;
    private final OptionSpec<Double> learningRate;
    private final List<OptionSpec<?>> own;

    /**
     * Creates a detector with the options every subclass has and those of its own.
     *
     * @param epochs passes, with the method's default
     * @param learningRate step of the optimiser, with the method's default
     * @param own the options that other detectors of this kind do not have
     */
    protected WeakDetector(OptionSpec<Integer> epochs, OptionSpec<Double> learningRate, OptionSpec<?>... own) {
        this.epochs = epochs;
        this.learningRate = learningRate;
        this.own = List.of(own);
    }

    /**
     * What scores a video beside the network.
     *
     * @param features of snippets
     * @param normal motion, with which that of a snippet is compared
     * @param scale on which the network sees them
     * @param summary what is kept of the features of a snippet
     * @param scoring how the network is asked
     * @param length frames in a snippet
     */
    record Parts(
            SnippetFeatures features,
            NormalMotion normal,
            FeatureScale scale,
            UnaryOperator<float[]> summary,
            SnippetScoring scoring,
            int length) {}

    /** The network, to be trained or built again. Called where xvad-training is on the class path, and nowhere else. */
    protected abstract SnippetNetwork network(SnippetForm form, Options options);

    /** How the network is asked. */
    protected abstract SnippetScoring scoring(SnippetForm form, Options options);

    /** What is kept of the features of a snippet: by default {@link SnippetForm#overTime}. */
    protected float[] summary(SnippetForm form, float[] features) {
        return form.overTime(features);
    }

    /** How many snippets of a clip are kept to learn from, evenly spread where it has more: by default all. */
    protected int keptSnippets(Options options) {
        return Integer.MAX_VALUE;
    }

    /** Whether its judgements tell what they draw on in the past. */
    protected abstract boolean attendsInTime();

    @Override
    public final Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public final Set<Supervision> supervision() {
        return Set.of(Supervision.WEAKLY_SUPERVISED);
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public final Set<Class<?>> capabilities() {
        return attendsInTime() ? Set.of(ScoresFrames.class, AttendsInTime.class) : Set.of(ScoresFrames.class);
    }

    @Override
    public final List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.toTheEnd(epochs, BATCH, learningRate));
        options.add(SEGMENTS);
        options.addAll(own);
        options.addAll(SnippetOptions.all());
        options.add(VideoOptions.SMOOTHING);
        return List.copyOf(options);
    }

    @Override
    public final FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        requireEnoughNormals(data);
        Bags.requireAnomalies(name(), data);
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        SnippetFeatures features = SnippetFeatures.open(options);
        try {
            SnippetForm form = features.form();
            List<Bag> raw = Bags.of(
                    record,
                    features,
                    options.get(SnippetOptions.LENGTH),
                    keptSnippets(options),
                    values -> summary(form, values),
                    request);
            NormalMotion.Learned motion = NormalMotion.of(raw, form);
            FeatureScale scale = FeatureScale.of(motion.bags(), form);
            List<Bag> bags =
                    motion.bags().stream().map(bag -> bag.with(scale::scaled)).toList();
            SavedNetwork saved = network(form, options).trained(bags, request);
            Parts parts = parts(features, motion.motion(), scale, options);
            return fitted(measured(bags, parts, saved, options), options, request.provenance(this, record));
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    private SnippetModel measured(List<Bag> bags, Parts parts, SavedNetwork saved, Options options) {
        Network network = open(saved, parts, options);
        try {
            NormalScores normal = NormalScores.of(bags, parts.scoring(), network);
            return new SnippetModel(parts, saved, network, normal, attendsInTime());
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        SavedNetwork saved = SavedNetwork.read(model);
        FeatureScale scale = FeatureScale.read(model);
        NormalScores normal = NormalScores.read(model);
        SnippetFeatures features = SnippetFeatures.read(model, options);
        try {
            Parts parts = parts(features, NormalMotion.read(model, features.form()), scale, options);
            Network network = open(saved, parts, options);
            return fitted(
                    new SnippetModel(parts, saved, network, normal, attendsInTime()), options, model.provenance());
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    private Parts parts(SnippetFeatures features, NormalMotion normal, FeatureScale scale, Options options) {
        SnippetForm form = features.form();
        return new Parts(
                features,
                normal,
                scale,
                values -> summary(form, values),
                scoring(form, options),
                options.get(SnippetOptions.LENGTH));
    }

    private Network open(SavedNetwork saved, Parts parts, Options options) {
        return saved.open(
                options.get(FeatureOptions.THREADS),
                () -> network(parts.features().form(), options).live(saved),
                parts.scoring().outputs().toArray(String[]::new));
    }

    private static FittedDetector fitted(SnippetModel model, Options options, Provenance provenance) {
        return new FittedVideoDetector(model, options.get(VideoOptions.SMOOTHING), provenance);
    }
}
