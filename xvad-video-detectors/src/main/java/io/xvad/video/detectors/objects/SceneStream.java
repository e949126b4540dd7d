package io.xvad.video.detectors.objects;

import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.relations.GeometricSceneGraph;
import io.xvad.video.relations.RelationThresholds;
import io.xvad.video.relations.RelationVocabulary;
import io.xvad.video.relations.SceneGraph;
import io.xvad.video.relations.SceneObject;
import java.util.List;
import java.util.Optional;

/** The scene graphs of one video. Not thread-safe. */
final class SceneStream {

    private final ObjectProposals proposals;
    private final Optional<CarriedObjects> carried;
    private final Tracker tracker;
    private final GeometricSceneGraph graphs;
    private final RelationShares shares;
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
        this.seen = seen;
        this.framesPerSecond = framesPerSecond;
    }

    SceneFrame next(Motion motion) {
        List<SceneObject> objects =
                tracker.track(proposals.in(motion, carried), motion.frame(), motion.scale()).stream()
                        .filter(tracked -> tracked.frames() >= seen)
                        .map(tracked -> object(tracked, motion))
                        .toList();
        SceneGraph graph = graphs.next(motion.frame().seconds(), objects);
        return new SceneFrame(motion.frame(), graph, shares.next(graph));
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
