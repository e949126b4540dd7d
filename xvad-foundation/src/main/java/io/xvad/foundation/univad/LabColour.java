package io.xvad.foundation.univad;

import io.xvad.core.Image;
import io.xvad.core.Mask;

/** The colour of a component as one number: the mean of {@code (b / a)^2} over its pixels, a and b being those of CIE Lab with 128 added, as in 8 bits. */
final class LabColour {

    private static final double OFFSET = 128;
    private static final double TINY = 1e-7;

    private LabColour() {}

    static double of(Image image, Mask mask) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(y, x)) {
                    double ratio = ratio(image.at(0, y, x), image.at(1, y, x), image.at(2, y, x));
                    sum += ratio * ratio;
                    count++;
                }
            }
        }
        return sum / (count + TINY);
    }

    private static double ratio(double red, double green, double blue) {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double x = root((0.412453 * r + 0.357580 * g + 0.180423 * b) / 0.950456);
        double y = root(0.212671 * r + 0.715160 * g + 0.072169 * b);
        double z = root((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.088754);
        return (200 * (y - z) + OFFSET) / (500 * (x - y) + OFFSET + TINY);
    }

    private static double linear(double value) {
        return value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
    }

    private static double root(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116.0;
    }
}
