package io.xvad.detectors.restoration;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Finds what of an anomaly lies beyond the region that was marked: pixels near it that differ from the normal content much more than the
 * surroundings do and are connected with it, or differ twice as much. A map is coarser than an image, so that its border cuts anomalies.
 * Stateless.
 */
final class Continuation {

    private static final int REACH = 32;
    private static final double LEAST = 0.05;
    private static final double MUCH = 3;
    private static final double PLAIN = 2;
    private static final double MOST = 0.125;
    private static final int HALF_WIDTH = 3;

    private Continuation() {}

    /** The pixels of a part and those that continue it, within 32 pixels by a prediction for its surroundings. */
    static boolean[] near(Plane image, boolean[] region, Part part, Prediction normal) {
        return of(image, region, part, normal, window(part, image));
    }

    /**
     * The pixels of a part and those that continue it, as far as they go by a prediction for all of the image, where they are broad: thin
     * differences are edges of a prediction that does not lie exactly right. None more where that prediction fails in more than an
     * eighth of the image.
     */
    static boolean[] anywhere(Plane image, boolean[] region, Part part, Prediction normal) {
        boolean[] reached = of(image, region, part, normal, new Box(0, 0, image.width(), image.height()));
        boolean[] more = new boolean[reached.length];
        int count = 0;
        for (int i = 0; i < reached.length; i++) {
            more[i] = reached[i] && !region[i];
            count += more[i] ? 1 : 0;
        }
        boolean[] broad = count > MOST * reached.length ? new boolean[more.length] : broad(more, image);
        for (int i = 0; i < broad.length; i++) {
            broad[i] |= region[i];
        }
        return broad;
    }

    /** What is left of pixels where they are at least seven wide: their morphological opening. */
    private static boolean[] broad(boolean[] pixels, Plane image) {
        Mask mask = Mask.of(image.height(), image.width(), pixels);
        return mask.shrunk(HALF_WIDTH).grown(HALF_WIDTH).toArray();
    }

    private static boolean[] of(Plane image, boolean[] region, Part part, Prediction normal, Box reach) {
        Box near = window(part, image);
        float[] differences = differences(image, normal, reach);
        double much = Math.max(LEAST, MUCH * typical(differences, region, normal, reach, image.width()));
        boolean[] reached = new boolean[region.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (int pixel : part.pixels()) {
            reached[pixel] = true;
        }
        for (int pixel = 0; pixel < reached.length; pixel++) {
            boolean plain =
                    isIn(near, pixel / image.width(), pixel % image.width()) && differences[pixel] > PLAIN * much;
            if (plain || reached[pixel] && differences[pixel] > much) {
                reached[pixel] = true;
                open.add(pixel);
            }
        }
        while (!open.isEmpty()) {
            int pixel = open.remove();
            for (int y = pixel / image.width() - 1; y <= pixel / image.width() + 1; y++) {
                for (int x = pixel % image.width() - 1; x <= pixel % image.width() + 1; x++) {
                    int next = y * image.width() + x;
                    if (isIn(reach, y, x) && !reached[next] && differences[next] > much) {
                        reached[next] = true;
                        open.add(next);
                    }
                }
            }
        }
        return reached;
    }

    private static Box window(Part part, Plane image) {
        Box box = part.box();
        int top = Math.max(0, box.y() - REACH);
        int left = Math.max(0, box.x() - REACH);
        int bottom = Math.min(image.height(), box.y() + box.height() + REACH);
        int right = Math.min(image.width(), box.x() + box.width() + REACH);
        return new Box(left, top, right - left, bottom - top);
    }

    private static boolean isIn(Box box, int y, int x) {
        return y >= box.y() && y < box.y() + box.height() && x >= box.x() && x < box.x() + box.width();
    }

    /** The largest difference of any channel, the mean over three by three pixels; 0 where there is no content. */
    private static float[] differences(Plane image, Prediction normal, Box reach) {
        int width = image.width();
        float[] single = new float[image.height() * width];
        for (int y = reach.y(); y < reach.y() + reach.height(); y++) {
            for (int x = reach.x(); x < reach.x() + reach.width(); x++) {
                int i = y * width + x;
                for (int c = 0; c < image.channels() && normal.covers(i); c++) {
                    single[i] = Math.max(single[i], Math.abs(image.at(c, y, x) - normal.at(c, i)));
                }
            }
        }
        float[] means = new float[single.length];
        for (int y = reach.y() + 1; y < reach.y() + reach.height() - 1; y++) {
            for (int x = reach.x() + 1; x < reach.x() + reach.width() - 1; x++) {
                float sum = 0;
                for (int row = y - 1; row <= y + 1; row++) {
                    sum += single[row * width + x - 1] + single[row * width + x] + single[row * width + x + 1];
                }
                means[y * width + x] = sum / 9;
            }
        }
        return means;
    }

    /** The median difference outside the region. */
    private static double typical(float[] differences, boolean[] region, Prediction normal, Box reach, int width) {
        float[] outside = new float[reach.area()];
        int count = 0;
        for (int y = reach.y() + 1; y < reach.y() + reach.height() - 1; y++) {
            for (int x = reach.x() + 1; x < reach.x() + reach.width() - 1; x++) {
                if (!region[y * width + x] && normal.covers(y * width + x)) {
                    outside[count++] = differences[y * width + x];
                }
            }
        }
        Arrays.sort(outside, 0, count);
        return count == 0 ? Double.POSITIVE_INFINITY : outside[count / 2];
    }
}
