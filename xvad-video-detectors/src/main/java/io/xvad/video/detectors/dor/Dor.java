package io.xvad.video.detectors.dor;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
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
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores frames by ordinal regression that trains itself on video nobody has looked through, after Pang, Yan, Shen, van den Hengel and
 * Bai, "Self-Trained Deep Ordinal Regression for End-to-End Video Anomaly Detection" (CVPR 2020): initial detectors say which frames
 * are probably anomalous and which normal, a network learns to tell the two, scores all frames, and the frames to learn from are chosen
 * anew by these scores.
 *
 * <p>It is after the paper: the trunk of the network is frozen and only the layers on it are trained, where the paper trains a whole
 * ResNet-50, and the paper itself was not at hand. It learns from {@link TrainingSet#unlabelled} clips; if there are none, from the normal
 * ones, as if nobody had looked through them. It may judge the very clips that it learned from, which is how the paper uses it. Stateless.
 */
public final class Dor implements Detector {

    private static final Logger LOG = LoggerFactory.getLogger(Dor.class);

    /** Passes of each iteration over the chosen frames. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(10);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Frames of a step. */
    public static final OptionSpec<Integer> BATCH = TrainingOptions.batch(32);

    /** Rounds of training and choosing. */
    public static final OptionSpec<Integer> ITERATIONS =
            OptionSpec.integer("iterations", 5, 1, 100, "How often frames are chosen, learned from and scored");

    /** Whether iterations begin anew. */
    public static final OptionSpec<Boolean> ANEW = OptionSpec.flag(
            "anew", false, "Whether each iteration begins with new weights, and not with those of the one before");

    /** Share of the frames that count as anomalous. */
    public static final OptionSpec<Double> ANOMALOUS = OptionSpec.decimal(
            "anomalous",
            0.1,
            0.001,
            0.5,
            "Share of the frames, with the highest scores, that are learned as anomalous");

    /** Share of the frames that count as normal. */
    public static final OptionSpec<Double> NORMAL = OptionSpec.decimal(
            "normal", 0.2, 0.001, 0.5, "Share of the frames, with the lowest scores, that are learned as normal");

    /** Channels of the trained convolution. */
    public static final OptionSpec<Integer> CHANNELS = OptionSpec.integer(
            "channels", 64, 1, 4096, "Channels of the trained 1 x 1 convolution on the frozen trunk");

    /** Units of the hidden layer. */
    public static final OptionSpec<Integer> HIDDEN = OptionSpec.integer(
            "hidden", 32, 1, 4096, "Units of the hidden layer between the pooled channels and the score");

    /** L2 weight. */
    public static final OptionSpec<Double> DECAY = OptionSpec.decimal(
            "weight-decay", 0.001, 0, 10, "Weight of half the squared weights, beside the absolute error");

    /** Variance that the principal components keep. */
    public static final OptionSpec<Double> VARIANCE = OptionSpec.decimal(
            "variance", 0.95, 0.01, 1, "Share of the variance that the features of the initial detectors keep");

    /** Sample of Sp. */
    public static final OptionSpec<Integer> NEIGHBOURS = OptionSpec.integer(
            "neighbours",
            20,
            1,
            10_000,
            "Frames drawn once, to the nearest of which the first initial detector measures");

    /** Trees of the isolation forest. */
    public static final OptionSpec<Integer> TREES =
            OptionSpec.integer("trees", 100, 1, 10_000, "Trees of the isolation forest, the second initial detector");

    /** Frames of a tree. */
    public static final OptionSpec<Integer> SUBSAMPLE =
            OptionSpec.integer("subsample", 256, 2, 100_000, "Frames that a tree of the isolation forest is grown on");

    /** Most frames to learn from. */
    public static final OptionSpec<Integer> FRAMES = OptionSpec.integer(
            "training-frames",
            2000,
            SelfTraining.FEWEST_FRAMES,
            1_000_000,
            "Most frames to learn from, evenly spread over all clips; 0.1 MB of memory each");

    @Override
    public String name() {
        return "dor";
    }

    @Override
    public String description() {
        return "Ordinal regression that trains itself on video nobody has looked through (after Pang et al. 2020)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS, Supervision.UNSUPERVISED);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("fewer iterations and passes, fewer frames")
                        .with(ITERATIONS, 3)
                        .with(EPOCHS, 5)
                        .with(FRAMES, 500),
                Preset.standard("As without a preset", ITERATIONS, EPOCHS, FRAMES));
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE));
        options.addAll(List.of(
                ITERATIONS, ANEW, ANOMALOUS, NORMAL, CHANNELS, HIDDEN, DECAY, VARIANCE, NEIGHBOURS, TREES, SUBSAMPLE));
        options.addAll(List.of(
                FRAMES,
                FeatureOptions.BACKBONE,
                FeatureOptions.INPUT_SIZE,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS,
                VideoOptions.SMOOTHING));
        return List.copyOf(options);
    }

    /**
     * Refuses a training set with neither a normal clip nor an unlabelled one.
     *
     * @throws IllegalArgumentException if it is that
     */
    @Override
    public void requireEnoughNormals(TrainingSet data) {
        if (data.unlabelled().size() == 0) {
            Detector.super.requireEnoughNormals(data);
        }
    }

    /**
     * Learns from the clips.
     *
     * @throws IllegalArgumentException if they have fewer than {@value SelfTraining#FEWEST_FRAMES} frames in all
     */
    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        requireEnoughNormals(data);
        TrainingRecord record = TrainingRecord.of(data);
        Options options = request.options();
        Trunk trunk = Trunk.open(options);
        try {
            FrameFeatures features = trunk.features(clips(record), options.get(FRAMES), request.progress());
            SavedNetwork saved = new SelfTraining(options, request.seed())
                    .trained(features, SelfTraining.Watch.none(), request.progress());
            return fitted(trunk, saved, options, request.provenance(this, record));
        } catch (RuntimeException e) {
            trunk.close();
            throw e;
        }
    }

    private static Samples clips(TrainingRecord record) {
        if (record.unlabelled().size() > 0) {
            return record.unlabelled();
        }
        LOG.warn(
                "'dor' learns from the {} normal clips as if nobody had looked through them: there are no unlabelled ones",
                record.normals().size());
        return record.normals();
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        SavedNetwork saved = SavedNetwork.read(model);
        Trunk trunk = Trunk.read(model, options);
        try {
            return fitted(trunk, saved, options, model.provenance());
        } catch (RuntimeException e) {
            trunk.close();
            throw e;
        }
    }

    private static FittedDetector fitted(Trunk trunk, SavedNetwork saved, Options options, Provenance provenance) {
        ActivationMap activation = ActivationMap.of(saved);
        Network network = saved.open(
                options.get(FeatureOptions.THREADS),
                () -> OrdinalRegression.live(trunk.shape(), options, saved),
                OrdinalOutputs.ALL);
        DorModel model = new DorModel(trunk, saved, network, activation);
        return new FittedVideoDetector(model, options.get(VideoOptions.SMOOTHING), provenance);
    }
}
