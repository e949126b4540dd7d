package io.xvad.data.label;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes of annotations, in pixels from the upper left corner of the image. */
final class Outlines {

    private Outlines() {}

    /** A closed polygon of at least 3 points, x before y; where it crosses itself, by the even-odd rule. */
    static Shape polygon(double[] points) {
        if (points.length < 6 || points.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a polygon needs at least 3 points of 2 numbers, got " + points.length + " numbers");
        }
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD, points.length / 2);
        for (int i = 0; i < points.length; i += 2) {
            double x = finite(points[i]);
            double y = finite(points[i + 1]);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    /** Two opposite corners of a rectangle. */
    static Shape box(double x1, double y1, double x2, double y2) {
        Rectangle2D box = new Rectangle2D.Double();
        box.setFrameFromDiagonal(finite(x1), finite(y1), finite(x2), finite(y2));
        return box;
    }

    static Shape ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        return new Ellipse2D.Double(
                finite(centreX) - radiusX, finite(centreY) - radiusY, 2 * finite(radiusX), 2 * finite(radiusY));
    }

    /** Turned clockwise about its centre. */
    static Shape turned(Shape shape, double degrees) {
        Rectangle2D bounds = shape.getBounds2D();
        return degrees == 0
                ? shape
                : AffineTransform.getRotateInstance(
                                Math.toRadians(finite(degrees)), bounds.getCenterX(), bounds.getCenterY())
                        .createTransformedShape(shape);
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a coordinate is a finite number, got " + value);
        }
        return value;
    }
}
