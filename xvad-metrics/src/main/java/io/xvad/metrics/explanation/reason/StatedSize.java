package io.xvad.metrics.explanation.reason;

import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import io.xvad.core.Mask;
import io.xvad.core.Region;

/** Whether a reason states the right size. */
public final class StatedSize {

    private static final double FACTOR = 2;

    private StatedSize() {}

    /** Whether the stated area is the true one within a factor of two; see {@link #ratio}. */
    public static boolean isRight(Region place, Mask truth) {
        double ratio = ratio(place, truth);
        return ratio >= 1 / FACTOR && ratio <= FACTOR;
    }

    /**
     * The stated area by the true one: by that of the connected parts of the truth which lie in the stated box, by that of all if none
     * does.
     *
     * @param place inside the image of the mask
     * @param truth at least one pixel
     */
    public static double ratio(Region place, Mask truth) {
        ConnectedComponents parts = ConnectedComponents.of(truth.height(), truth.width(), truth.toArray());
        boolean[] touched = touched(place.box(), truth.width(), parts);
        int meant = 0;
        for (int label : parts.toArray()) {
            meant += label > 0 && touched[label] ? 1 : 0;
        }
        return place.area() / (double) (meant == 0 ? truth.count() : meant);
    }

    /** By label, whether the part has a pixel in the box. */
    private static boolean[] touched(Box box, int width, ConnectedComponents parts) {
        boolean[] touched = new boolean[parts.count() + 1];
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                touched[parts.labelAt(y * width + x)] = true;
            }
        }
        return touched;
    }
}
