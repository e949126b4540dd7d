package io.xvad.detectors.restoration;

import java.util.Arrays;
import java.util.List;

/**
 * Tells whether what images show lies turned by any angle: whether one image fits another much better after turning it about its
 * middle. Stateless.
 */
final class Turning {

    private static final int PAIRS = 16;
    private static final int ANGLES = 24;
    private static final int LEVEL = Pyramid.LEVELS - 1;
    private static final double MUCH = 0.7;
    private static final int STRIDE = 2;

    private Turning() {}

    /** Whether turning lowers the median difference of pairs of images by more than 30 %. */
    static boolean of(List<Pyramid> normals) {
        int pairs = Math.min(PAIRS, normals.size() - 1);
        if (pairs < 2) {
            return false;
        }
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            ratios[i] = ratio(normals.get(i).level(LEVEL), normals.get(i + 1).level(LEVEL));
        }
        Arrays.sort(ratios);
        return ratios[pairs / 2] < MUCH;
    }

    private static double ratio(Plane image, Plane other) {
        double straight = difference(image, other, 0);
        double turned = straight;
        for (int a = 1; a < ANGLES; a++) {
            turned = Math.min(turned, difference(image, other, 2 * Math.PI * a / ANGLES));
        }
        return straight == 0 ? 1 : turned / straight;
    }

    /** The mean squared difference over the disc that stays inside whatever the angle, for the best of nine small shifts. */
    private static double difference(Plane image, Plane other, double angle) {
        double least = Double.POSITIVE_INFINITY;
        for (int dy = -STRIDE; dy <= STRIDE; dy += STRIDE) {
            for (int dx = -STRIDE; dx <= STRIDE; dx += STRIDE) {
                least = Math.min(least, difference(image, other, angle, dy, dx));
            }
        }
        return least;
    }

    private static double difference(Plane image, Plane other, double angle, int shiftY, int shiftX) {
        double middleY = (image.height() - 1) / 2.0;
        double middleX = (image.width() - 1) / 2.0;
        double radius = Math.min(image.height(), image.width()) / 2.0 - 1;
        Placement turned =
                new Placement(0, (other.height() - 1) / 2.0 + shiftY, (other.width() - 1) / 2.0 + shiftX, angle, 0);
        double sum = 0;
        int count = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double dy = y - middleY;
                double dx = x - middleX;
                if (dy * dy + dx * dx <= radius * radius) {
                    for (int c = 0; c < image.channels(); c++) {
                        double difference =
                                image.at(c, y, x) - other.between(c, turned.row(dy, dx), turned.column(dy, dx));
                        sum += difference * difference;
                        count++;
                    }
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
