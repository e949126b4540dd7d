package io.xvad.metrics.explanation.reason;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.Region;

/** Whether a reason names the right place. */
public final class StatedPlace {

    private static final int NINTHS = 3;

    private StatedPlace() {}

    /**
     * Whether the ninth of the image (3 x 3) in which the centre of the stated box lies holds an anomalous pixel.
     *
     * @param place inside the image of the mask
     */
    public static boolean isRight(Region place, Mask truth) {
        Box box = place.box();
        int row = ninth(box.y() + (box.height() - 1) / 2, truth.height());
        int column = ninth(box.x() + (box.width() - 1) / 2, truth.width());
        for (int y = 0; y < truth.height(); y++) {
            for (int x = 0; x < truth.width(); x++) {
                if (truth.at(y, x) && ninth(y, truth.height()) == row && ninth(x, truth.width()) == column) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int ninth(int at, int length) {
        return at * NINTHS / length;
    }
}
