package io.xvad.video.detectors.objects;

import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.relations.GeometricSceneGraph;
import io.xvad.video.relations.RelationThresholds;
import io.xvad.video.relations.RelationVocabulary;
import io.xvad.video.relations.SceneGraph;
import io.xvad.video.relations.SceneObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scene graphs of one video. Not thread-safe. */
final class SceneStream {

    private final ObjectProposals proposals;
    private final Optional<CarriedObjects> carried;
    private final Tracker tracker;
    private final GeometricSceneGraph graphs;
    private final RelationShares shares;
    private final Stays stays;
    private final int seen;
    private final double framesPerSecond;

    SceneStream(
            ObjectProposals proposals,
            RelationVocabulary vocabulary,
            RelationThresholds thresholds,
            int seen,
            double framesPerSecond) {
        this.proposals = proposals;
        this.carried = proposals.follow(framesPerSecond);
        this.tracker = new Tracker(framesPerSecond);
        this.graphs = new GeometricSceneGraph(vocabulary, thresholds);
        this.shares = new RelationShares(vocabulary.words(), thresholds.lasting(), framesPerSecond);
        this.stays = new Stays(thresholds.still());
        this.seen = seen;
        this.framesPerSecond = framesPerSecond;
    }

    SceneFrame next(Motion motion) {
        List<Tracker.TrackedObject> all =
                tracker.track(proposals.in(motion, carried), motion.frame(), motion.scale()).stream()
                        .filter(tracked -> tracked.frames() >= seen)
                        .toList();
        List<SceneObject> objects =
                all.stream().map(tracked -> object(tracked, motion)).toList();
        SceneGraph graph = graphs.next(motion.frame().seconds(), objects);
        return new SceneFrame(motion.frame(), graph, shares.next(graph), measures(all, objects, motion));
    }

    private Map<Long, ObjectMeasures> measures(
            List<Tracker.TrackedObject> all, List<SceneObject> objects, Motion motion) {
        List<Double> seconds = stays.next(
                objects,
                all.stream().map(Tracker.TrackedObject::stay).toList(),
                motion.frame().seconds());
        Crowding crowding = new Crowding(motion);
        Map<Long, ObjectMeasures> measures = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            measures.put(objects.get(i).number(), ObjectMeasures.of(all.get(i), seconds.get(i), motion, crowding));
        }
        return measures;
    }

    private SceneObject object(Tracker.TrackedObject tracked, Motion motion) {
        Optional<ObjectVelocity> velocity = ObjectVelocity.of(tracked, motion.flow());
        return new SceneObject(
                tracked.number(),
                tracked.object().className(),
                tracked.object().confidence(),
                tracked.object().box(),
                velocity.map(one -> one.right() * framesPerSecond).orElse(Double.NaN),
                velocity.map(one -> one.down() * framesPerSecond).orElse(Double.NaN));
    }
}
