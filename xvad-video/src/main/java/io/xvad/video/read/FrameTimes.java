package io.xvad.video.read;

/**
 * Gives each frame of a file its time: its time stamp, counted from the first frame. A frame without a stamp, or with one that does
 * not fit between its neighbours, comes an interval after the one before, or earlier if the next is nearer; stamps that jump are
 * counted on from there. Times always increase. Not thread-safe.
 */
final class FrameTimes {

    private final double interval;
    private double beginning = Double.NaN;
    private double latest = Double.NaN;
    private boolean guessed;

    /**
     * Of a file that has not begun.
     *
     * @param interval nominal time between two frames, in seconds
     */
    FrameTimes(double interval) {
        this.interval = interval;
    }

    /**
     * The time of the next frame, in seconds.
     *
     * @param stamp what the file says, in seconds; NaN if it says nothing
     * @param following the stamp of the frame after it; NaN if there is none
     */
    double next(double stamp, double following) {
        double said = stamp - beginning;
        double ahead = following - beginning;
        if (Double.isNaN(latest)) {
            guessed = Double.isNaN(stamp);
            beginning = stamp;
            latest = 0;
        } else if (said > latest && !(ahead > latest && ahead < said)) {
            guessed = false;
            latest = said;
        } else {
            guessed = true;
            guess(stamp, ahead);
        }
        return latest;
    }

    private void guess(double stamp, double ahead) {
        if (ahead > latest) {
            latest = Math.min(latest + interval, (latest + ahead) / 2);
        } else {
            latest += interval;
            beginning = Double.isNaN(stamp) ? beginning : stamp - latest;
        }
    }

    /** Whether the last time is not what the file says. */
    boolean guessed() {
        return guessed;
    }
}
