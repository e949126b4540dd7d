package io.xvad.video.read;

/**
 * Gives each frame of a file its time: its time stamp, counted from the first frame. A frame without a stamp, or with one that does
 * not fit between its neighbours, comes at the nominal rate after the one before, or earlier if the next is nearer; stamps that jump
 * are counted on from there. Times always increase. Not thread-safe.
 */
final class FrameTimes {

    /** Stamps are whole steps of time; a difference below this is rounding. */
    private static final double LEAST_STEP = 1e-6;

    private final double framesPerSecond;
    private double beginning = Double.NaN;
    private double latest = Double.NaN;
    private double known;
    private int guesses;
    private boolean guessed;

    /**
     * Of a file that has not begun.
     *
     * @param framesPerSecond nominal rate
     */
    FrameTimes(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
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
            beginning = stamp;
            know(0);
            guessed = Double.isNaN(stamp);
        } else if (isAfter(said) && !(isAfter(ahead) && ahead < said && said > latest + 2 / framesPerSecond)) {
            know(said);
        } else {
            guess(stamp, ahead);
        }
        return latest;
    }

    private boolean isAfter(double seconds) {
        return seconds > latest + LEAST_STEP;
    }

    private void know(double seconds) {
        known = seconds;
        latest = seconds;
        guesses = 0;
        guessed = false;
    }

    private void guess(double stamp, double ahead) {
        guesses++;
        guessed = true;
        double nominal = known + guesses / framesPerSecond;
        if (isAfter(ahead)) {
            latest = Math.min(nominal, (latest + ahead) / 2);
        } else {
            latest = nominal;
            beginning = Double.isNaN(stamp) ? beginning : stamp - latest;
        }
    }

    /** Whether the last time is not what the file says. */
    boolean guessed() {
        return guessed;
    }
}
