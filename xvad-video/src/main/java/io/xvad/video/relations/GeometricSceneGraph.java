package io.xvad.video.relations;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the scene graph of each frame of one video: its relations are rules of geometry and time, see {@link GeometricRelation}, where other
 * methods ask a network that was trained on relations in still images. Not thread-safe.
 */
public final class GeometricSceneGraph {

    /** How much longer than what lasts longest a pair is remembered. */
    private static final double MEMORY = 2.5;

    private static final Comparator<SceneObject> FIRST =
            Comparator.comparing(SceneObject::className).thenComparingLong(SceneObject::number);

    private final RelationVocabulary vocabulary;
    private final RelationThresholds thresholds;
    private Map<Pair, Deque<PairMoment>> seen = Map.of();

    /** Numbers of two tracks. */
    private record Pair(long subject, long object) {}

    /** For one video. */
    public GeometricSceneGraph(RelationVocabulary vocabulary, RelationThresholds thresholds) {
        this.vocabulary = vocabulary;
        this.thresholds = thresholds;
    }

    /**
     * The graph of the next frame.
     *
     * @param seconds time stamp, not before that of the frame before
     * @param objects all that are tracked in it, each with a number of its own
     */
    public SceneGraph next(double seconds, List<SceneObject> objects) {
        List<SceneObject> ordered = objects.stream().sorted(FIRST).toList();
        Map<Pair, Deque<PairMoment>> now = new HashMap<>();
        List<RelatedPair> pairs = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = i + 1; j < ordered.size(); j++) {
                PairMoment moment = new PairMoment(seconds, ordered.get(i), ordered.get(j));
                if (moment.gap() <= thresholds.reach()) {
                    Pair pair =
                            new Pair(moment.subject().number(), moment.object().number());
                    Deque<PairMoment> moments = remembered(pair, moment);
                    now.put(pair, moments);
                    PairHistory history = new PairHistory(List.copyOf(moments));
                    pairs.add(new RelatedPair(moment, holding(history, true)));
                    pairs.add(new RelatedPair(moment.reversed(), holding(history.reversed(), false)));
                }
            }
        }
        seen = now;
        return new SceneGraph(seconds, ordered, pairs);
    }

    private Deque<PairMoment> remembered(Pair pair, PairMoment moment) {
        Deque<PairMoment> moments = seen.getOrDefault(pair, new ArrayDeque<>());
        moments.addLast(moment);
        while (moments.getFirst().seconds() < moment.seconds() - MEMORY * thresholds.lasting()) {
            moments.removeFirst();
        }
        return moments;
    }

    private Set<String> holding(PairHistory pair, boolean first) {
        return vocabulary.relations().stream()
                .filter(relation -> first || !relation.isSymmetric())
                .filter(relation -> relation.holds(pair, thresholds))
                .map(Relation::word)
                .collect(Collectors.toSet());
    }
}
