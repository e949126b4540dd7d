package io.xvad.explainers.difference;

import io.xvad.core.ConnectedComponents;
import io.xvad.core.Mask;

/**
 * The shape of a set of pixels. Length, thickness and direction are those of its largest part: of a rectangle of the same moments, or of a
 * ribbon of the same area and perimeter where it is bent.
 *
 * @param area pixels, at least 1
 * @param length in pixels, at least the thickness
 * @param thickness in pixels, at least 1
 * @param elongation length over thickness, at least 1
 * @param direction of the longest axis in degrees in [0, 180): 0 is horizontal, 90 is vertical, 45 rises to the right
 * @param compactness 4 pi area over the squared perimeter, in (0, 1]: 1 for a disc, small for what is thin or ragged
 * @param pieces connected parts
 * @param atBorder whether it touches the border of the image
 */
public record Shape(
        int area,
        double length,
        double thickness,
        double elongation,
        double direction,
        double compactness,
        int pieces,
        boolean atBorder) {

    private static final double BENT = 0.6;

    /**
     * The shape of the pixels of a mask.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Shape of(Mask mask) {
        boolean[] pixels = mask.toArray();
        ConnectedComponents parts = ConnectedComponents.of(mask.height(), mask.width(), pixels);
        if (parts.count() == 0) {
            throw new IllegalArgumentException("a shape needs at least one pixel, got " + mask);
        }
        Moments moments = Moments.of(parts, largest(parts, pixels.length), mask.height(), mask.width());
        double thickness = moments.filled() < BENT ? ribbonThickness(moments) : moments.width();
        double length = Math.max(thickness, moments.filled() < BENT ? moments.count() / thickness : moments.length());
        return new Shape(
                mask.count(),
                length,
                thickness,
                length / thickness,
                moments.direction(),
                Math.min(1, 4 * Math.PI * moments.count() / (moments.perimeter() * moments.perimeter())),
                parts.count(),
                atBorder(mask));
    }

    /** The thickness of a ribbon of the same area and perimeter, however it is bent. */
    private static double ribbonThickness(Moments moments) {
        double perimeter = moments.perimeter();
        double root = Math.sqrt(Math.max(0, perimeter * perimeter - 16 * moments.count()));
        return Math.max(1, (perimeter - root) / 4);
    }

    private static int largest(ConnectedComponents parts, int size) {
        int[] sizes = new int[parts.count() + 1];
        int largest = 1;
        for (int i = 0; i < size; i++) {
            int label = parts.labelAt(i);
            sizes[label]++;
            largest = label > 0 && sizes[label] > sizes[largest] ? label : largest;
        }
        return largest;
    }

    private static boolean atBorder(Mask mask) {
        for (int y = 0; y < mask.height(); y++) {
            if (mask.at(y, 0) || mask.at(y, mask.width() - 1)) {
                return true;
            }
        }
        for (int x = 0; x < mask.width(); x++) {
            if (mask.at(0, x) || mask.at(mask.height() - 1, x)) {
                return true;
            }
        }
        return false;
    }
}
