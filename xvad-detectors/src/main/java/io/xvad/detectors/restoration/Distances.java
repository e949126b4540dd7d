package io.xvad.detectors.restoration;

import io.xvad.core.Box;
import java.util.Arrays;

/** Chessboard distances to a part. */
final class Distances {

    /** The largest distance that is told apart. */
    static final int FARTHEST = 8;

    private Distances() {}

    /** The distance of each pixel, 0 inside; one more than {@link #FARTHEST} beyond that. */
    static int[] of(Part part, int height, int width) {
        int[] distance = new int[height * width];
        Arrays.fill(distance, FARTHEST + 1);
        for (int pixel : part.pixels()) {
            distance[pixel] = 0;
        }
        Box box = part.box();
        for (int round = 1; round <= FARTHEST; round++) {
            for (int y = Math.max(0, box.y() - round);
                    y <= Math.min(height - 1, box.y() + box.height() - 1 + round);
                    y++) {
                for (int x = Math.max(0, box.x() - round);
                        x <= Math.min(width - 1, box.x() + box.width() - 1 + round);
                        x++) {
                    if (distance[y * width + x] > round && touches(distance, y, x, height, width, round - 1)) {
                        distance[y * width + x] = round;
                    }
                }
            }
        }
        return distance;
    }

    private static boolean touches(int[] distance, int y, int x, int height, int width, int wanted) {
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                if (distance[ny * width + nx] == wanted) {
                    return true;
                }
            }
        }
        return false;
    }
}
