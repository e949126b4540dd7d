package io.xvad.generative;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How well the map of a detector parts the square of anomalous images from the rest of them. */
public final class Separation {

    private static final int IMAGES = 4;
    private static final int UNSEEN = 100;

    private Separation() {}

    /** The area under the ROC curve over all places of a few images, of a detector that learned from twelve normal ones. */
    public static double of(Detector detector, Map<String, String> options) {
        List<Float> inside = new ArrayList<>();
        List<Float> outside = new ArrayList<>();
        try (FittedDetector fitted =
                Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(TestImages.normals(12)))) {
            for (int seed = UNSEEN; seed < UNSEEN + IMAGES; seed++) {
                AnomalyMap map = fitted.detect(TestImages.anomaly(seed)).maps().get(0);
                for (int y = 0; y < map.height(); y++) {
                    for (int x = 0; x < map.width(); x++) {
                        (TestImages.isInSquare(y, x) ? inside : outside).add(map.at(y, x));
                    }
                }
            }
        }
        Collections.sort(outside);
        double below = 0;
        for (float value : inside) {
            int place = Collections.binarySearch(outside, value);
            below += place < 0 ? -place - 1 : place;
        }
        return below / inside.size() / outside.size();
    }
}
