package io.xvad.video.detectors.scenegraph;

import io.xvad.core.Clip;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.detectors.objects.Reservoir;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.relations.SceneGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.rng.simple.RandomSource;

/** Learns which triples tell kinds of videos from each other, each video a bag of all of its triples. Learns once; not thread-safe. */
final class KindLearning {

    /** Most stretches of normal videos by which is known what is normal. */
    private static final int STRETCHES = 5000;

    private final SceneSource source;
    private final FitRequest request;
    private final List<TripleBag> bags = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final Reservoir<TripleBag> stretches;

    KindLearning(SceneSource source, FitRequest request) {
        this.source = source;
        this.request = request;
        this.stretches = new Reservoir<>(STRETCHES, RandomSource.XO_SHI_RO_256_PP.create(request.seed()));
    }

    /**
     * Learns from all clips.
     *
     * @throws XvadTrainingException if there is no triple in them
     */
    KindClassifier learn(TrainingRecord record) {
        Samples normals = record.normals();
        LabelledSamples labelled = record.labelled();
        int all = normals.size() + labelled.size();
        for (int i = 0; i < all; i++) {
            Cancellation.check();
            int index = i - normals.size();
            Clip clip = (index < 0 ? normals.get(i) : labelled.get(index)).requireClip();
            read(clip, index < 0 ? KindClassifier.NORMAL : kind(labelled.label(index)));
            request.progress().progressed("clips", i + 1L, all);
        }
        return classifier();
    }

    private static String kind(Label label) {
        if (!label.anomalous()) {
            return KindClassifier.NORMAL;
        }
        String kind = label.kind().orElse(KindClassifier.UNKNOWN);
        if (kind.equals(KindClassifier.NORMAL)) {
            throw new IllegalArgumentException(
                    "a kind of anomaly cannot be called '" + KindClassifier.NORMAL + "', which is what others are");
        }
        return kind;
    }

    private void read(Clip clip, String kind) {
        List<SceneGraph> graphs =
                source.frames(clip).stream().map(SceneFrame::graph).toList();
        bags.add(TripleCount.all(graphs));
        kinds.add(kind);
        if (kind.equals(KindClassifier.NORMAL)) {
            TripleCount count = TripleCount.ofLast(request.options().get(SceneGraphs.WINDOW), clip.framesPerSecond());
            for (SceneGraph graph : graphs) {
                count.add(graph);
                stretches.offer(count.bag());
            }
        }
    }

    private KindClassifier classifier() {
        TripleVocabulary vocabulary =
                TripleVocabulary.of(bags, request.options().get(SceneGraphs.VOCABULARY));
        if (vocabulary.size() == 0) {
            throw new XvadTrainingException(
                    "no two things were near each other in the training clips; 'scene-graph' learns from what things are to each other");
        }
        List<String> names = new ArrayList<>(List.of(KindClassifier.NORMAL));
        new TreeSet<>(kinds)
                .stream().filter(kind -> !kind.equals(KindClassifier.NORMAL)).forEach(names::add);
        RegressionFit fit = new RegressionFit(
                bags.stream().map(vocabulary::vector).toArray(double[][]::new),
                kinds.stream().mapToInt(names::indexOf).toArray(),
                names.size(),
                request.options().get(SceneGraphs.RIDGE));
        return new KindClassifier(names, vocabulary, fit.fitted());
    }

    /** What is normal in stretches of the normal clips that were learned from. */
    NormalTriples normal(KindClassifier classifier) {
        return NormalTriples.of(stretches.kept(), classifier);
    }
}
