package io.xvad.video.detectors.objects;

import io.xvad.core.stream.Frame;
import io.xvad.video.relations.SceneGraph;
import io.xvad.video.relations.SceneObject;
import java.util.List;
import java.util.Map;

/**
 * A frame, its scene graph, for how long each pair has been related how, and what else is measured of the objects. Immutable.
 *
 * @param frame the frame
 * @param graph its objects and their relations
 * @param pairs one for each pair of the graph
 * @param measures by the number of the object's track
 */
public record SceneFrame(Frame frame, SceneGraph graph, List<PairShares> pairs, Map<Long, ObjectMeasures> measures) {

    public SceneFrame {
        pairs = List.copyOf(pairs);
        measures = Map.copyOf(measures);
    }

    /** What is measured of an object of the graph. */
    public ObjectMeasures measures(SceneObject object) {
        return measures.getOrDefault(object.number(), ObjectMeasures.UNKNOWN);
    }
}
