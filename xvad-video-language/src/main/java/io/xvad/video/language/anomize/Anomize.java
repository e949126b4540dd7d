package io.xvad.video.language.anomize;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.Bags;
import io.xvad.video.detectors.snippets.WeakDetector;
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Scores video by two streams over the frame vectors of a CLIP that the user brings, a dynamic one that descriptions of anomalies help and a static one that a library of concepts helps, and names the kind by texts, also of kinds that were
 * not learned from: after Anomize ("Anomize: Better Open Vocabulary Video Anomaly Detection", CVPR 2025, arXiv:2503.18094). Learned from clips of which only is known whether something in them is anomalous, and of which kind where that is
 * known. No language model is asked.
 *
 * <p>It is after the paper, of which the abstract and a summary were at hand: the two levels of texts, the two streams, labels in groups that steer how a label is encoded, and two stages of training are its; the form of the streams and of their fusion, the losses, how
 * a group steers, and all texts are ours. The equations are those of {@code StreamsNetwork} and {@code LabelNetwork}. A clip whose kind is not among the {@link #LABELS} adds it. Stateless.
 */
public final class Anomize implements Detector {

    /** Passes of the first stage. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(50);

    /** Clips of a step. */
    public static final OptionSpec<Integer> BATCH = WeakDetector.BATCH;

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Passes of the second stage. */
    public static final OptionSpec<Integer> LABEL_EPOCHS = OptionSpec.integer(
            "label-epochs",
            20,
            1,
            100_000,
            "Passes over the clips of known kinds, by which the encoding of labels is learned");

    /** Step of the optimiser in the second stage. */
    public static final OptionSpec<Double> LABEL_RATE =
            OptionSpec.decimal("label-rate", 0.0001, 1e-9, 10, "Step of the optimiser of the encoding of labels");

    /** Positions of a clip in a step. */
    public static final OptionSpec<Integer> SEGMENTS = OptionSpec.integer(
            "segments", 32, 2, 1000, "Most positions of a clip that are learned from, evenly spread; all are scored");

    /** Frames between positions. */
    public static final OptionSpec<Integer> STRIDE = OptionSpec.integer(
            "stride", 16, 1, 100_000, "Frames from one that is looked at to the next; those between have its score");

    /** Reach of the dynamic stream. */
    public static final OptionSpec<Integer> WINDOW = OptionSpec.integer(
            "window", 8, 1, 256, "Positions, its own and those before, that the dynamic stream sees");

    /** Width of the streams. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 64, 2, 2048, "Values to which each stream reduces what it sees");

    /** Share of the dynamic stream. */
    public static final OptionSpec<Double> DYNAMIC = OptionSpec.decimal(
            "dynamic", 0.5, 0, 1, "Share of the dynamic stream in the score; the rest is the static stream's");

    /** Weight of the smoothness. */
    public static final OptionSpec<Double> SMOOTH =
            OptionSpec.decimal("smooth", 0.1, 0, 1000, "Weight of the squared differences of neighbouring scores");

    /** Temperature of the comparisons. */
    public static final OptionSpec<Double> TEMPERATURE = OptionSpec.decimal(
            "temperature", 0.01, 0.001, 10, "What cosines with texts are divided by before a soft-max; 0.01 is CLIP's");

    /** Weight of a label's group. */
    public static final OptionSpec<Double> GROUP_WEIGHT = OptionSpec.decimal(
            "group-weight", 0.5, 0, 10, "How much the context of its group draws the encoding of a label");

    /** Texts of the dynamic stream. */
    public static final OptionSpec<String> DESCRIPTIONS = OptionSpec.content(
            "descriptions",
            "",
            "a text, or @FILE; empty for the packaged ones",
            "Descriptions of what happens in anomalies, one a line");

    /** Texts of the static stream. */
    public static final OptionSpec<String> CONCEPTS = OptionSpec.content(
            "concepts",
            "",
            "a text, or @FILE; empty for the packaged ones",
            "Concepts, what is there in scenes, one a line");

    /** Kinds of anomalies. */
    public static final OptionSpec<String> LABELS = OptionSpec.content(
            "labels",
            "",
            "a text, or @FILE; empty for the packaged ones",
            "Kinds of anomalies, a line 'GROUP: LABEL, LABEL' for each group, or a label alone; also kinds not learned from");

    @Override
    public String name() {
        return "anomize";
    }

    @Override
    public String description() {
        return "Two streams helped by texts on a CLIP's frame vectors; names kinds by texts, also new ones (after Anomize 2025)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.UNMEASURED;
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.WEAKLY_SUPERVISED);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.toTheEnd(EPOCHS, BATCH, LEARNING_RATE));
        options.addAll(List.of(
                LABEL_EPOCHS,
                LABEL_RATE,
                SEGMENTS,
                STRIDE,
                WINDOW,
                HIDDEN,
                DYNAMIC,
                SMOOTH,
                TEMPERATURE,
                GROUP_WEIGHT,
                DESCRIPTIONS,
                CONCEPTS,
                LABELS));
        options.addAll(Embedders.OPTIONS);
        options.add(VideoOptions.SMOOTHING);
        return List.copyOf(options);
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("fewer passes, smaller streams").with(EPOCHS, 15).with(HIDDEN, 32),
                Preset.standard("As without a preset", EPOCHS, HIDDEN));
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRuntime.require(name());
        requireEnoughNormals(data);
        Bags.requireAnomalies(name(), data);
        Options options = request.options();
        TextLibrary given = TextLibrary.of(options);
        JointEmbedder embedder = Embedders.open(options)
                .orElseThrow(
                        () -> new XvadUnavailableException(
                                "detector 'anomize' compares frames and texts by a CLIP that you bring: -o embedder=FOLDER, which tools/export writes from a checkpoint (docs/weights.md)"));
        try {
            TrainingRecord record = TrainingRecord.of(data);
            List<Bag> bags = WindowBags.of(record, embedder, request);
            AnomizeModel model = trained(bags, given, embedder, request);
            return new FittedVideoDetector(
                    model,
                    options.get(VideoOptions.SMOOTHING),
                    request.provenance(this, record, List.of(embedder.external().withPrompt(given.words()))));
        } catch (RuntimeException e) {
            embedder.close();
            throw e;
        }
    }

    private static AnomizeModel trained(List<Bag> bags, TextLibrary given, JointEmbedder embedder, FitRequest request) {
        Options options = request.options();
        List<String> base =
                bags.stream().flatMap(bag -> bag.kind().stream()).distinct().toList();
        TextLibrary texts = given.with(base);
        Encodings encodings = Encodings.of(texts, embedder);
        SavedNetwork saved = new AnomizeTraining(encodings, options).trained(bags, base, request);
        Reader reader = reader(saved, encodings, options);
        try {
            NormalRanges ranges = NormalRanges.of(normal(bags, reader, encodings.dimension()));
            return new AnomizeModel(embedder, saved, reader, new Reasons(texts, ranges), options);
        } catch (RuntimeException e) {
            reader.network().close();
            throw e;
        }
    }

    private static List<double[]> normal(List<Bag> bags, Reader reader, int dimension) {
        return bags.stream()
                .filter(bag -> !bag.anomalous())
                .flatMap(bag -> bag.snippets().stream())
                .map(window -> reader.read(new Seen(window, dimension)).numbers())
                .toList();
    }

    private static Reader reader(SavedNetwork saved, Encodings encodings, Options options) {
        LabelEncoding encoding = LabelEncoding.of(saved, encodings.dimension(), options.get(GROUP_WEIGHT));
        Network network = saved.open(
                options.get(FeatureOptions.THREADS),
                () -> new AnomizeTraining(encodings, options).live(saved),
                AnomizeModel.OUTPUTS.toArray(String[]::new));
        return Reader.of(network, encodings, encoding);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        SavedNetwork saved = SavedNetwork.read(model);
        TextLibrary texts = TextLibrary.read(model);
        JointEmbedder embedder = Embedders.read(model, options).orElseThrow();
        try {
            Encodings encodings = Encodings.of(texts, embedder);
            NormalRanges ranges = NormalRanges.read(model, Reading.count(encodings));
            AnomizeModel loaded = new AnomizeModel(
                    embedder, saved, reader(saved, encodings, options), new Reasons(texts, ranges), options);
            return new FittedVideoDetector(loaded, options.get(VideoOptions.SMOOTHING), model.provenance());
        } catch (RuntimeException e) {
            embedder.close();
            throw e;
        }
    }
}
