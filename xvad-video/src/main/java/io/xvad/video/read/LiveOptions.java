package io.xvad.video.read;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a live source is read.
 *
 * @param stall after how long without a frame, or without an answer, a connection counts as lost; above 0
 * @param firstPause how long to wait before the first try to connect again; above 0
 * @param longestPause each pause is twice as long as the one before, up to this; at least {@code firstPause}
 * @param rate frames a second to take, those between are passed over; it should be that of the videos that the detector learned from.
 *     Empty for all that come
 */
public record LiveOptions(Duration stall, Duration firstPause, Duration longestPause, OptionalDouble rate) {

    /** Ten seconds without a frame are a stall; pauses from half a second to half a minute; every frame. */
    public static final LiveOptions USUAL = new LiveOptions(
            Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(30), OptionalDouble.empty());

    public LiveOptions {
        requirePositive("stall", stall);
        requirePositive("first pause", firstPause);
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "the longest pause must be at least the first, got " + longestPause + " and " + firstPause);
        }
        rate.ifPresent(FrameFolder::requireRate);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the " + name + " must be above 0, got " + duration);
        }
    }

    /** The same with another time without a frame. */
    public LiveOptions withStall(Duration longest) {
        return new LiveOptions(longest, firstPause, longestPause, rate);
    }

    /** The same with other pauses. */
    public LiveOptions withPauses(Duration first, Duration longest) {
        return new LiveOptions(stall, first, longest, rate);
    }

    /** The same with a rate. */
    public LiveOptions withRate(double framesPerSecond) {
        return new LiveOptions(stall, firstPause, longestPause, OptionalDouble.of(framesPerSecond));
    }

    /** The pause before a try, which are counted from 1 since there was a frame. */
    Duration pause(int attempt) {
        double nanos = firstPause.toNanos() * Math.pow(2, attempt - 1);
        return nanos < longestPause.toNanos() ? Duration.ofNanos((long) nanos) : longestPause;
    }
}
