package io.xvad.video.motion;

/**
 * How far the two edges of a box moved along an axis. An edge at the border of the frame is where the frame cuts the object, and its
 * position says nothing: the other edge is taken for both.
 *
 * @param begin displacement of the edge nearer to 0, in pixels
 * @param end displacement of the other edge
 */
record EdgeShift(double begin, double end) {

    /**
     * The shift from one place to another.
     *
     * @param size of the frame along the axis
     */
    static EdgeShift between(int from, int length, int to, int newLength, int size) {
        double begin = to - from;
        double end = to + newLength - from - length;
        boolean beginCut = from == 0 || to == 0;
        boolean endCut = from + length == size || to + newLength == size;
        if (beginCut == endCut) {
            return new EdgeShift(begin, end);
        }
        return beginCut ? new EdgeShift(end, end) : new EdgeShift(begin, begin);
    }

    /** How far the middle moved; the edge that moved less if the box grew or shrank, as when two objects touch. */
    double middle(boolean grown) {
        if (grown) {
            return Math.abs(begin) < Math.abs(end) ? begin : end;
        }
        return (begin + end) / 2;
    }

    double farthest() {
        return Math.max(Math.abs(begin), Math.abs(end));
    }
}
