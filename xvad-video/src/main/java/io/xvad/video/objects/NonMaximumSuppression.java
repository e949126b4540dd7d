package io.xvad.video.objects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the surest of boxes of one class that overlap. */
final class NonMaximumSuppression {

    static final Comparator<DetectedObject> SUREST_FIRST =
            Comparator.comparingDouble(DetectedObject::score).reversed();

    private NonMaximumSuppression() {}

    /**
     * The surest first.
     *
     * @param overlap intersection over union above which the less sure box is left out
     */
    static List<DetectedObject> of(List<DetectedObject> objects, double overlap) {
        List<DetectedObject> kept = new ArrayList<>();
        for (DetectedObject object : objects.stream().sorted(SUREST_FIRST).toList()) {
            boolean known =
                    kept.stream().anyMatch(one -> one.classId() == object.classId() && one.overlap(object) > overlap);
            if (!known) {
                kept.add(object);
            }
        }
        return kept;
    }
}
