package io.xvad.video.relations;

import java.util.List;
import java.util.stream.Stream;

/**
 * The objects in a frame and how they are related. Immutable.
 *
 * @param seconds time stamp of the frame
 * @param objects the tracked objects
 * @param pairs each pair within reach, twice: each of both is the subject once; symmetric relations are told only of the pair whose
 *     subject comes first, by class and then by number
 */
public record SceneGraph(double seconds, List<SceneObject> objects, List<RelatedPair> pairs) {

    public SceneGraph {
        objects = List.copyOf(objects);
        pairs = List.copyOf(pairs);
    }

    /** All edges, one for each relation of each pair. */
    public Stream<Triple> triples() {
        return pairs.stream().flatMap(pair -> pair.relations().stream().sorted().map(pair::triple));
    }
}
