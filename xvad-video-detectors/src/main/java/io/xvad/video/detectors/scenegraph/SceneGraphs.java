package io.xvad.video.detectors.scenegraph;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.detectors.objects.SceneOptions;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.detectors.snippets.Bags;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells the kind of an anomaly by the triples of scene graphs alone, such as {@code person on bicycle}, learned from kinds of whole videos, after Chen, Du and Ng, "Scene Graphs for Interpretable Video Anomaly
 * Classification" (NeurIPS workshop on Visually Grounded Interaction and Language 2018). A video is a bag of triples, weighted by how few videos have them, and a multinomial logistic regression says which kind it is; every triple's part of the
 * log odds is known. Where kinds are not known there are two: normal and anomaly.
 *
 * <p>The method is only after the paper, which classifies videos by the graphs of a network: relations here are geometric, rules of geometry and time, and the classifier is linear. To detect is ours: a frame is scored by the probability that the last
 * seconds are not normal. Stateless.
 */
public final class SceneGraphs implements Detector {

    /** Length of the stretch that a frame is scored by. */
    public static final OptionSpec<Double> WINDOW =
            OptionSpec.decimal("window", 2, 0.04, 3600, "Seconds up to a frame whose triples it is scored by");

    /** Size of the vocabulary. */
    public static final OptionSpec<Integer> VOCABULARY = OptionSpec.integer(
            "vocabulary", 2000, 1, 1_000_000, "Most triples that are told apart, those in most videos");

    /** Penalty of weights. */
    public static final OptionSpec<Double> RIDGE = OptionSpec.decimal(
            "ridge", 0.01, 1e-6, 1000, "Penalty on the squared weights of triples, beside the mean loss");

    @Override
    public String name() {
        return "scene-graph";
    }

    @Override
    public String description() {
        return "Kinds of anomalies by triples of geometric scene graphs alone (after Chen, Du and Ng 2018)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
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
        return Set.of(ChecksRules.class, HasAttributes.class, ScoresFrames.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(WINDOW, VOCABULARY, RIDGE));
        options.addAll(SceneOptions.ALL);
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        Bags.requireAnomalies(name(), data);
        TrainingRecord record = TrainingRecord.of(data);
        SceneSource source = SceneSource.learned(record.normals(), request.options());
        try {
            KindLearning learning = new KindLearning(source, request);
            KindClassifier classifier = learning.learn(record);
            return fitted(
                    source,
                    classifier,
                    learning.normal(classifier),
                    request.options(),
                    request.provenance(this, record));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static FittedDetector fitted(
            SceneSource source,
            KindClassifier classifier,
            NormalTriples normal,
            Options options,
            Provenance provenance) {
        return new FittedVideoDetector(
                new SceneGraphsModel(source, classifier, normal, options.get(WINDOW)),
                options.get(VideoOptions.SMOOTHING),
                provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        MotionSource.prepare();
        Options options = Options.parse(options(), model.provenance().options());
        SceneSource source = SceneSource.read(model, options);
        try {
            KindClassifier classifier = KindClassifier.read(model);
            return fitted(source, classifier, NormalTriples.read(model, classifier), options, model.provenance());
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }
}
