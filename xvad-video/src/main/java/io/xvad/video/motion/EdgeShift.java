package io.xvad.video.motion;

/**
 * How far the two ends of a thing moved along an axis. An end at the border of the frame is not an end of the thing, and where it
 * lies says nothing: the other one is taken for both.
 *
 * @param begin displacement of the end nearer to 0, in pixels
 * @param end displacement of the other
 */
record EdgeShift(double begin, double end) {

    /**
     * From one place to another.
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

    /** How far the middle moved; the end that moved less if it grew or shrank, as when two things touch. */
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
