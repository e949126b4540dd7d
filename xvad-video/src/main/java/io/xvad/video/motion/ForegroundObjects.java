package io.xvad.video.motion;

import io.xvad.core.ConnectedComponents;
import java.util.Arrays;
import java.util.List;

/** Finds objects as the 8-connected components of the foreground. */
public final class ForegroundObjects {

    private ForegroundObjects() {}

    /**
     * All objects of at least some size, in reading order of their first positions.
     *
     * @param smallest least share of the grid's positions
     */
    public static List<ForegroundObject> in(Motion motion, double smallest) {
        int least = Math.max(4, (int) Math.round(smallest * motion.height() * motion.width()));
        boolean[] foreground = motion.foreground();
        ConnectedComponents components = ConnectedComponents.of(motion.height(), motion.width(), foreground);
        int[] sizes = new int[components.count() + 1];
        for (int i = 0; i < foreground.length; i++) {
            sizes[components.labelAt(i)]++;
        }
        int[][] positions = new int[sizes.length][];
        for (int label = 1; label < sizes.length; label++) {
            positions[label] = new int[sizes[label] >= least ? sizes[label] : 0];
        }
        int[] filled = new int[sizes.length];
        for (int i = 0; i < foreground.length; i++) {
            int label = components.labelAt(i);
            if (label > 0 && positions[label].length > 0) {
                positions[label][filled[label]++] = i;
            }
        }
        return Arrays.stream(positions)
                .skip(1)
                .filter(some -> some.length > 0)
                .map(some -> new ForegroundObject(motion.inFrame(motion.gridBox(some)), some))
                .toList();
    }
}
