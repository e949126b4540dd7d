package io.xvad.explainers.difference;

import io.xvad.core.ConnectedComponents;

/**
 * Moments and perimeter of a connected part.
 *
 * @param count its pixels
 * @param perimeter length of its outline by the formula of Cauchy and Crofton in four directions
 * @param major variance along its longest axis
 * @param minor variance across it
 * @param direction of the longest axis in degrees in [0, 180), counter-clockwise from the horizontal
 */
record Moments(int count, double perimeter, double major, double minor, double direction) {

    static Moments of(ConnectedComponents parts, int label, int height, int width) {
        int[] labels = parts.toArray();
        int count = 0;
        double sumX = 0;
        double sumY = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                double x = i % width;
                double y = i / width;
                count++;
                sumX += x;
                sumY += y;
                xx += x * x;
                yy += y * y;
                xy += x * y;
            }
        }
        double varianceX = xx / count - sumX / count * (sumX / count);
        double varianceY = yy / count - sumY / count * (sumY / count);
        double covariance = xy / count - sumX / count * (sumY / count);
        double spread = Math.hypot((varianceX - varianceY) / 2, covariance);
        double middle = (varianceX + varianceY) / 2;
        double angle = Math.toDegrees(-0.5 * Math.atan2(2 * covariance, varianceX - varianceY));
        return new Moments(
                count,
                perimeter(labels, label, height, width),
                middle + spread,
                Math.max(0, middle - spread),
                angle < 0 ? angle + 180 : angle);
    }

    private static double perimeter(int[] labels, int label, int height, int width) {
        int straight = crossings(labels, label, height, width, 0, 1) + crossings(labels, label, height, width, 1, 0);
        int diagonal = crossings(labels, label, height, width, 1, 1) + crossings(labels, label, height, width, 1, -1);
        return Math.PI / 8 * (straight + diagonal / Math.sqrt(2));
    }

    /** How often lines in one direction enter or leave the part. */
    private static int crossings(int[] labels, int label, int height, int width, int down, int right) {
        int crossings = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                int y = i / width;
                int x = i % width;
                crossings += is(labels, label, height, width, y + down, x + right) ? 0 : 1;
                crossings += is(labels, label, height, width, y - down, x - right) ? 0 : 1;
            }
        }
        return crossings;
    }

    private static boolean is(int[] labels, int label, int height, int width, int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width && labels[y * width + x] == label;
    }

    /** Length of a rectangle of these moments. */
    double length() {
        return Math.sqrt(12 * major + 1);
    }

    /** Width of a rectangle of these moments. */
    double width() {
        return Math.sqrt(12 * minor + 1);
    }

    /** The share of a rectangle of these moments that is filled. */
    double filled() {
        return count / (length() * width());
    }
}
