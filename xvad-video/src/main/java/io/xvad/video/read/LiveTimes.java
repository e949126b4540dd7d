package io.xvad.video.read;

/**
 * Gives each frame of a live source its time, counted from the first frame and increasing also over connections: as far after the first frame
 * of its connection as its time stamp says, which is put where it arrived. A frame without a stamp, or whose stamp is far from its arrival
 * or not after the one before, has the time of its arrival, and later stamps count from there; but a first frame without a stamp, as RTSP may
 * give it, comes one interval before the second. Not thread-safe.
 */
final class LiveTimes {

    /** How far stamps and arrival may be apart: a burst at the beginning, a clock that is off. */
    private static final double APART = 10;

    private static final double LEAST_STEP = 1e-3;

    private double began = Double.NaN;
    private double latest = Double.NEGATIVE_INFINITY;
    private double offset = Double.NaN;
    private double interval;
    private int frames;

    /**
     * A connection begins; its stamps have nothing to do with those before.
     *
     * @param framesPerSecond its nominal rate
     */
    void connected(double framesPerSecond) {
        offset = Double.NaN;
        interval = 1 / framesPerSecond;
        frames = 0;
    }

    /**
     * The time of the next frame, in seconds.
     *
     * @param stamp as the stream has it, in seconds; NaN if it has none
     * @param arrival by the clock of this machine, in seconds
     */
    double next(double stamp, double arrival) {
        began = Double.isNaN(began) ? arrival : began;
        double arrived = Math.max(arrival - began, latest + LEAST_STEP);
        frames++;
        if (frames == 2 && Double.isNaN(offset)) {
            offset = latest + interval - stamp;
        }
        double said = stamp + offset;
        if (said > latest && Math.abs(said - arrived) <= APART) {
            latest = said;
        } else {
            latest = arrived;
            offset = arrived - stamp;
        }
        return latest;
    }
}
