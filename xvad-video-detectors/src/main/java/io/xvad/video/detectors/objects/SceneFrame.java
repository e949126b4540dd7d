package io.xvad.video.detectors.objects;

import io.xvad.core.stream.Frame;
import io.xvad.video.relations.SceneGraph;
import java.util.List;

/**
 * A frame, its scene graph, and for how long each pair has been related how. Immutable.
 *
 * @param frame the frame
 * @param graph its objects and their relations
 * @param pairs one for each pair of the graph
 */
public record SceneFrame(Frame frame, SceneGraph graph, List<PairShares> pairs) {

    public SceneFrame {
        pairs = List.copyOf(pairs);
    }
}
