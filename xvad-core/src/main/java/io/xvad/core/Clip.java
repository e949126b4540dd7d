package io.xvad.core;

import java.util.Arrays;
import java.util.List;

/**
 * A clip: frames of equal shape, a nominal frame rate, and a time stamp for each frame.
 * Immutable and thread-safe.
 */
public final class Clip implements Sample {

    private final String id;
    private final List<Image> frames;
    private final double framesPerSecond;
    private final double[] timestamps;

    private Clip(String id, List<Image> frames, double framesPerSecond, double[] timestamps) {
        this.id = id;
        this.frames = frames;
        this.framesPerSecond = framesPerSecond;
        this.timestamps = timestamps;
    }

    /**
     * Creates a clip.
     *
     * @param id name of the clip, not empty
     * @param frames at least one frame; all of one shape
     * @param framesPerSecond nominal rate, finite and above 0
     * @param timestamps seconds, one a frame, finite and not decreasing; copied
     * @throws IllegalArgumentException if any of this does not hold
     */
    public static Clip of(String id, List<Image> frames, double framesPerSecond, double[] timestamps) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("clip id must not be empty");
        }
        requireOneShape(id, frames);
        if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "clip '" + id + "': frames per second must be finite and above 0, got " + framesPerSecond);
        }
        requireOrdered(id, frames.size(), timestamps);
        return new Clip(id, List.copyOf(frames), framesPerSecond, timestamps.clone());
    }

    /** Creates a clip whose frame {@code i} was taken at {@code i / framesPerSecond} seconds. */
    public static Clip of(String id, List<Image> frames, double framesPerSecond) {
        double[] timestamps = new double[frames.size()];
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] = i / framesPerSecond;
        }
        return of(id, frames, framesPerSecond, timestamps);
    }

    private static void requireOneShape(String id, List<Image> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("clip '" + id + "': needs at least one frame");
        }
        Image first = frames.get(0);
        for (Image frame : frames) {
            if (frame.channels() != first.channels()
                    || frame.height() != first.height()
                    || frame.width() != first.width()) {
                throw new IllegalArgumentException(
                        "clip '" + id + "': all frames must have the shape of " + first + ", got " + frame);
            }
        }
    }

    private static void requireOrdered(String id, int frames, double[] timestamps) {
        if (timestamps.length != frames) {
            throw new IllegalArgumentException(
                    "clip '" + id + "': " + frames + " frames need as many time stamps, got " + timestamps.length);
        }
        double previous = Double.NEGATIVE_INFINITY;
        for (double timestamp : timestamps) {
            if (!Double.isFinite(timestamp) || timestamp < previous) {
                throw new IllegalArgumentException("clip '" + id
                        + "': time stamps must be finite and not decreasing, got " + timestamp + " after " + previous);
            }
            previous = timestamp;
        }
    }

    @Override
    public String id() {
        return id;
    }

    /** The frames, in order; never empty, unmodifiable. */
    public List<Image> frames() {
        return frames;
    }

    /** Nominal frames per second. */
    public double framesPerSecond() {
        return framesPerSecond;
    }

    /** Time of frame {@code index} in seconds. */
    public double timestamp(int index) {
        return timestamps[index];
    }

    @Override
    public int height() {
        return frames.get(0).height();
    }

    @Override
    public int width() {
        return frames.get(0).width();
    }

    @Override
    public SampleKind kind() {
        return SampleKind.CLIP;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clip that
                && id.equals(that.id)
                && framesPerSecond == that.framesPerSecond
                && Arrays.equals(timestamps, that.timestamps)
                && frames.equals(that.frames);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + frames.hashCode();
    }

    @Override
    public String toString() {
        return "Clip[" + id + ", " + frames.size() + " frames of " + height() + "x" + width() + "]";
    }
}
