package io.xvad.video.detectors.scenegraph;

import io.xvad.core.Box;
import io.xvad.video.relations.PairMoment;
import io.xvad.video.relations.RelatedPair;
import io.xvad.video.relations.SceneGraph;
import io.xvad.video.relations.SceneObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Scene graphs for tests. */
final class Graphs {

    private Graphs() {}

    /** A graph of pairs, each told as {@code subject relation object}. */
    static SceneGraph of(double seconds, String... triples) {
        List<SceneObject> objects = new ArrayList<>();
        List<RelatedPair> pairs = new ArrayList<>();
        for (String triple : triples) {
            String[] words = triple.split(" ");
            SceneObject subject = object(objects.size(), words[0]);
            SceneObject object = object(objects.size() + 1, words[2]);
            objects.add(subject);
            objects.add(object);
            pairs.add(new RelatedPair(new PairMoment(seconds, subject, object), Set.of(words[1])));
        }
        return new SceneGraph(seconds, objects, pairs);
    }

    private static SceneObject object(int number, String className) {
        return new SceneObject(number, className, 1, new Box(10 * number, 5, 8, 20), 0, 0);
    }
}
