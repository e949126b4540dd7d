package io.xvad.detectors.restoration;

/**
 * Where content is taken from: a point of a normal image that corresponds to the centre of a context, and how much the content is
 * turned.
 *
 * @param image index of the normal image
 * @param y row of the point, at the finest scale
 * @param x column of the point
 * @param angle by which offsets from the centre are turned, in radians
 * @param cost how badly the context fits there, at least 0
 */
record Placement(int image, double y, double x, double angle, double cost) {

    /** The row that corresponds to an offset from the centre of the context. */
    double row(double dy, double dx) {
        return y + Math.cos(angle) * dy + Math.sin(angle) * dx;
    }

    /** The column that corresponds to an offset. */
    double column(double dy, double dx) {
        return x - Math.sin(angle) * dy + Math.cos(angle) * dx;
    }

    /** The same content for a context whose centre lies elsewhere. */
    Placement movedBy(double dy, double dx) {
        return new Placement(image, row(dy, dx), column(dy, dx), angle, cost);
    }
}
