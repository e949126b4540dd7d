package io.xvad.foundation.segment;

import java.util.Arrays;

/**
 * Where a mask is asked for: points inside and outside of it, and a box around it. Immutable and thread-safe.
 *
 * @param points x and y of each point, then of the box's corners, in pixels of the image
 * @param labels for each: 1 inside, 0 outside, 2 and 3 the top left and bottom right corner of a box, -1 nothing
 */
public record Prompt(float[] points, float[] labels) {

    private static final float INSIDE = 1;
    private static final float NOTHING = -1;
    private static final float TOP_LEFT = 2;
    private static final float BOTTOM_RIGHT = 3;

    /** The thing at a point. */
    public static Prompt point(double x, double y) {
        return new Prompt(new float[] {(float) x, (float) y, 0, 0}, new float[] {INSIDE, NOTHING});
    }

    /** The thing in a box: left, top, right, bottom. */
    public static Prompt box(double[] corners) {
        return box(corners, new double[0]);
    }

    /**
     * The thing in a box that has some points.
     *
     * @param corners left, top, right, bottom
     * @param inside x and y of each point
     */
    public static Prompt box(double[] corners, double[] inside) {
        int count = inside.length / 2;
        float[] points = new float[2 * count + 4];
        float[] labels = new float[count + 2];
        for (int i = 0; i < inside.length; i++) {
            points[i] = (float) inside[i];
        }
        for (int i = 0; i < 4; i++) {
            points[inside.length + i] = (float) corners[i];
        }
        Arrays.fill(labels, 0, count, INSIDE);
        labels[count] = TOP_LEFT;
        labels[count + 1] = BOTTOM_RIGHT;
        return new Prompt(points, labels);
    }

    /** Points, corners and padding. */
    int length() {
        return labels.length;
    }
}
