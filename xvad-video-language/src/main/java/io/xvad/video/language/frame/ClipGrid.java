package io.xvad.video.language.frame;

import io.xvad.core.option.OptionSpec;

/**
 * The positions of a video at which questions are asked: every so many frames, counted from the time stamp 0, so that a window that is cut out of a video has the positions of the video. Immutable.
 *
 * @param stride frames from one position to the next, at least 1
 * @param framesPerSecond nominal rate of the video, finite and above 0
 */
public record ClipGrid(int stride, double framesPerSecond) {

    private static final int SECONDS = 60;

    public ClipGrid {
        if (stride < 1) {
            throw new IllegalArgumentException(
                    "frames from one position to the next must be at least 1, got " + stride);
        }
        if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("frames per second must be finite and above 0, got " + framesPerSecond);
        }
    }

    /** The option of the stride. */
    public static OptionSpec<Integer> stride(int defaultValue) {
        return OptionSpec.integer(
                "stride", defaultValue, 1, 100_000, "Frames from one that the model is asked about to the next");
    }

    /** The number of the stretch between two positions in which a frame of this time stamp lies; the first frame of a stretch is its position. */
    public long stretch(double seconds) {
        return Math.floorDiv(Math.round(seconds * framesPerSecond), stride);
    }

    /** Whether a frame of this time stamp that none precedes is a position. */
    public boolean begins(double seconds) {
        return Math.floorMod(Math.round(seconds * framesPerSecond), stride) == 0;
    }

    /** Positions in a minute of video. */
    public double positionsPerMinute() {
        return SECONDS * framesPerSecond / stride;
    }

    /** Indices from one to another, both included, evenly and truncated to whole ones; a single one is that in the middle. */
    public static int[] evenly(int from, int to, int count) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = count == 1 ? (from + to) / 2 : (int) (from + (to - from) * (double) i / (count - 1));
        }
        return indices;
    }
}
