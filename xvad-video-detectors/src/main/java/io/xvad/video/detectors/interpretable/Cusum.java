package io.xvad.video.detectors.interpretable;

/**
 * Adds up evidence over time (Page 1954): {@code s_t = max(s_(t-1) + delta_t, 0)}, with an alarm when {@code s_t >= h}. In an alarm the sum
 * does not grow beyond h; once it has fallen to half of h the alarm is over, and the sum begins again at 0, so that a long anomaly leaves no
 * long tail. Up to the first alarm it is the recursion as it stands. Not thread-safe.
 */
final class Cusum {

    private final double threshold;
    private double sum;
    private boolean alarm;

    /**
     * At the beginning of a stream.
     *
     * @param threshold h, above 0
     */
    Cusum(double threshold) {
        this.threshold = threshold;
    }

    /** Adds the evidence of the next frame and gives the sum, in [0, h]. */
    double next(double evidence) {
        sum = Math.min(threshold, Math.max(0, sum + evidence));
        if (sum >= threshold) {
            alarm = true;
        } else if (alarm && sum <= threshold / 2) {
            alarm = false;
            sum = 0;
        }
        return sum;
    }

    /** Whether the last frame was in an alarm. */
    boolean isAlarm() {
        return alarm;
    }
}
