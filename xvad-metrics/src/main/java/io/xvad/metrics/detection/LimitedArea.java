package io.xvad.metrics.detection;

/**
 * Area under a curve that starts at (0, 0) and never goes left, by trapezoids, up to a limit on the horizontal axis where
 * it is interpolated linearly. Not thread-safe.
 */
public final class LimitedArea {

    private final double limit;
    private double x;
    private double y;
    private double total;

    /** An area up to a limit. */
    public LimitedArea(double limit) {
        this.limit = limit;
    }

    /** Draws the curve on to a point. Returns that point, or where the curve crosses the limit. */
    public Curve.Point to(double nextX, double nextY) {
        double endX = nextX;
        double endY = nextY;
        if (nextX > limit) {
            endX = limit;
            endY = x >= limit ? y : y + (nextY - y) * (limit - x) / (nextX - x);
        }
        if (x < limit) {
            total += (endX - x) * (y + endY) / 2;
        }
        x = nextX;
        y = nextY;
        return new Curve.Point(endX, endY);
    }

    /** Whether the curve has reached the limit; what follows adds nothing. */
    public boolean full() {
        return x >= limit;
    }

    /** The area so far, not divided by the limit. */
    public double total() {
        return total;
    }
}
