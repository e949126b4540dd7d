package io.xvad.video.detectors.interpretable;

/**
 * Holds a level after an alarm, in which the sum of evidence begins again at 0 while the anomaly may go on: {@code score_t = max(level_t, kept
 * score_(t-1) + (1 - kept) level_t)}, with {@code kept = exp(-1 / frames)}. It never is below the level, and in an alarm it is 1 as the level is; a
 * score of 1 is therefore an alarm of the monitors, and no other. Not thread-safe.
 */
final class HeldLevel {

    /** Seconds in which what is held falls to 1/e: a block of the {@link FalseAlarmBound}. */
    private static final double SECONDS = 1;

    private final double kept;
    private double score;

    /** At the beginning of a video. */
    HeldLevel(double framesPerSecond) {
        this.kept = Math.exp(-1 / (SECONDS * framesPerSecond));
    }

    /** Takes the level of the next frame, in [0, 1], and gives its score, in [level, 1]. */
    double next(double level) {
        score = Math.max(level, kept * score + (1 - kept) * level);
        return score;
    }
}
