package io.xvad.video.detectors.interpretable;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.detectors.objects.PairShares;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.relations.SceneObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Both monitors and the normal objects and pairs they compare with. Immutable and thread-safe.
 *
 * @param objects normal objects
 * @param pairs normal pairs
 * @param ofObjects the monitor of single objects
 * @param ofPairs the monitor of interactions
 */
record Monitors(NominalObjects objects, NominalPairs pairs, Monitor ofObjects, Monitor ofPairs) {

    List<Monitor> both() {
        return List.of(ofObjects, ofPairs);
    }

    /** Every object and every pair that is related at all. */
    List<Suspect> suspects(SceneFrame frame, double framesPerSecond) {
        int height = frame.frame().image().height();
        ObjectReasons objectReasons = new ObjectReasons(objects, ofObjects, framesPerSecond, height);
        PairReasons pairReasons = new PairReasons(pairs, ofPairs);
        List<Suspect> all = new ArrayList<>();
        for (SceneObject object : frame.graph().objects()) {
            ObjectVector vector = ObjectVector.of(object, frame.measures(object), height);
            double distance = objects.distance(vector);
            all.add(new Suspect(
                    ofObjects, object.box(), object.className(), distance, () -> objectReasons.of(vector, distance)));
        }
        for (PairShares pair : frame.pairs()) {
            PairVector vector = PairVector.of(pair);
            NominalPairs.Deviation deviation = pairs.deviation(vector);
            if (deviation.distance() > 0) {
                all.add(new Suspect(
                        ofPairs,
                        pair.pair().box(),
                        pairReasons.most(vector, deviation),
                        deviation.distance(),
                        () -> pairReasons.of(vector, deviation)));
            }
        }
        return all;
    }

    void write(ModelWriter model) {
        objects.write(model);
        pairs.write(model);
        both().forEach(monitor -> monitor.write(model));
    }

    static Monitors read(ModelReader model, List<String> words, int neighbours) {
        return new Monitors(
                NominalObjects.read(model, neighbours),
                NominalPairs.read(model, words, neighbours),
                Monitor.read(model, Monitor.OBJECTS),
                Monitor.read(model, Monitor.INTERACTIONS));
    }
}
