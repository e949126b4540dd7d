package io.xvad.video.read;

import io.xvad.core.XvadDataException;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what FFmpeg could not decode, which it passes over without a word. Not thread-safe. */
final class VideoDamage {

    private static final Logger LOG = LoggerFactory.getLogger(VideoDamage.class);

    /** Intervals of nominal length after which a video is held for one of constant rate. */
    private static final int REGULAR = 5;

    private static final double UNEVEN = 0.2;
    private static final double GAP = 1.8;

    private final String id;
    private final double interval;
    private final VideoStream stream;
    private Optional<String> first = Optional.empty();
    private boolean ended;
    private int regular;
    private double latest = Double.NaN;

    /**
     * Nothing was seen yet.
     *
     * @param interval nominal time between two frames, in seconds
     */
    VideoDamage(String id, double interval, VideoStream stream) {
        this.id = id;
        this.interval = interval;
        this.stream = stream;
    }

    Optional<String> first() {
        return first;
    }

    private void report(String found) {
        LOG.warn("{}", found);
        first = first.or(() -> Optional.of(found));
    }

    /** Looks at a frame; of several whose parts are guessed the first is reported. */
    void look(Frame frame, long index) {
        if (first.isEmpty()
                && frame.opaque instanceof AVFrame decoded
                && (decoded.decode_error_flags() != 0 || (decoded.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0)) {
            report("frame " + index + " of " + id + " is damaged, parts of it are guessed");
        }
    }

    /**
     * Looks at the time stamp of a frame. Where the file does not say how many frames it has, a gap after several that came
     * evenly is reported.
     */
    void come(double seconds, long index) {
        double intervals = (seconds - latest) / interval;
        if (stream.announcedFrames() == 0 && first.isEmpty() && regular >= REGULAR && intervals > GAP) {
            report(String.format(
                    Locale.ROOT,
                    "frame %d of %s comes %.1f intervals after the one before, all before came evenly: frames seem to be lost",
                    index,
                    id,
                    intervals));
        }
        if (!Double.isNaN(intervals)) {
            regular = Math.abs(intervals - 1) < UNEVEN ? regular + 1 : Integer.MIN_VALUE;
        }
        latest = seconds;
    }

    /**
     * No frame follows: compares how many there were with what the file says.
     *
     * @throws XvadDataException if there were none
     */
    void end(long frames) {
        if (frames == 0) {
            throw new XvadDataException(id + " has no frames that can be decoded: " + stream.advice());
        }
        long announced = stream.announcedFrames();
        if (announced > frames && !ended) {
            report(id + " says that it has " + announced + " frames, " + frames
                    + " could be read: it is cut short or damaged");
        }
        ended = true;
    }
}
