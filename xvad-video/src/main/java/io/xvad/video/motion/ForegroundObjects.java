package io.xvad.video.motion;

import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import io.xvad.core.Image;
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
                .map(some -> new ForegroundObject(box(some, motion), some))
                .toList();
    }

    private static Box box(int[] positions, Motion motion) {
        int top = Integer.MAX_VALUE;
        int left = Integer.MAX_VALUE;
        int bottom = 0;
        int right = 0;
        for (int position : positions) {
            top = Math.min(top, position / motion.width());
            bottom = Math.max(bottom, position / motion.width());
            left = Math.min(left, position % motion.width());
            right = Math.max(right, position % motion.width());
        }
        Image image = motion.frame().image();
        double down = image.height() / (double) motion.height();
        double across = image.width() / (double) motion.width();
        int y = (int) (top * down);
        int x = (int) (left * across);
        int end = Math.min(image.height(), (int) Math.ceil((bottom + 1) * down));
        int side = Math.min(image.width(), (int) Math.ceil((right + 1) * across));
        return new Box(x, y, Math.max(1, side - x), Math.max(1, end - y));
    }
}
