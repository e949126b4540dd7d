package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import io.xvad.core.Mask;

/** The pixels of an image that really differ from its normal version: specks of noise are left out. */
final class DifferentPixels {

    private static final float SEEN = 0.06f;
    private static final float SHARE = 0.35f;
    private static final int JOINED = 2;
    private static final double FEWEST = 0.0002;

    private DifferentPixels() {}

    /**
     * Those that differ by 0.06, and by a third of the largest difference or so, on average over channels, in patches that are not tiny.
     *
     * @param difference absolute difference of samples in [0, 1]
     */
    static Mask of(AnomalyMap difference) {
        Mask joined =
                Mask.above(difference, Math.max(SEEN, SHARE * difference.max())).grown(JOINED);
        boolean[] pixels = joined.toArray();
        ConnectedComponents parts = ConnectedComponents.of(joined.height(), joined.width(), pixels);
        int[] sizes = new int[parts.count() + 1];
        for (int i = 0; i < pixels.length; i++) {
            sizes[parts.labelAt(i)]++;
        }
        int fewest = (int) Math.ceil(FEWEST * pixels.length) + (1 + 2 * JOINED) * (1 + 2 * JOINED);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= sizes[parts.labelAt(i)] >= fewest;
        }
        Mask large = Mask.of(joined.height(), joined.width(), pixels);
        return large.any() ? large : joined;
    }

    /** Of some pixels the connected parts that touch a place; all of them if none does. */
    static Mask at(Box place, Mask pixels) {
        ConnectedComponents parts = ConnectedComponents.of(pixels.height(), pixels.width(), pixels.toArray());
        boolean[] touching = new boolean[parts.count() + 1];
        for (int y = place.y(); y < place.y() + place.height(); y++) {
            for (int x = place.x(); x < place.x() + place.width(); x++) {
                touching[parts.labelAt(y * pixels.width() + x)] = true;
            }
        }
        boolean[] kept = pixels.toArray();
        for (int i = 0; i < kept.length; i++) {
            kept[i] &= touching[parts.labelAt(i)];
        }
        Mask those = Mask.of(pixels.height(), pixels.width(), kept);
        return those.any() ? those : pixels;
    }
}
