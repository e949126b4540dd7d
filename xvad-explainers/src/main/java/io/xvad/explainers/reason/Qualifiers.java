package io.xvad.explainers.reason;

import io.xvad.core.Mask;
import io.xvad.explainers.difference.Shape;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a shape. */
final class Qualifiers {

    private static final double LONG = 3;
    private static final double THIN_SHARE = 0.03;
    private static final double COMPACT = 0.5;
    private static final double RAGGED = 0.25;
    private static final double SMALL = 0.01;
    private static final double LARGE = 0.1;

    private Qualifiers() {}

    static List<String> of(Shape shape, Mask pixels) {
        double image = (double) pixels.height() * pixels.width();
        List<String> qualifiers = new ArrayList<>();
        boolean isLong = shape.elongation() >= LONG;
        if (isLong && shape.thickness() <= Math.max(4, THIN_SHARE * Math.min(pixels.height(), pixels.width()))) {
            qualifiers.add("thin");
        }
        if (isLong) {
            qualifiers.add("long");
        } else if (shape.compactness() >= COMPACT && shape.pieces() == 1) {
            qualifiers.add("compact");
        } else if (shape.compactness() < RAGGED) {
            qualifiers.add("ragged");
        }
        if (shape.area() < SMALL * image) {
            qualifiers.add("small");
        } else if (shape.area() > LARGE * image) {
            qualifiers.add("large");
        }
        if (shape.atBorder()) {
            qualifiers.add("at-border");
        }
        if (shape.pieces() > 1) {
            qualifiers.add("several");
        }
        return qualifiers;
    }
}
