package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.util.Arrays;
import java.util.List;

/**
 * Frames in a row.
 *
 * @param start the first, from 0
 * @param end the one after the last, above {@code start}
 */
record Interval(int start, int end) {

    Interval {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "frames must be counted from 0 and end after they start, got " + start + " to " + end);
        }
    }

    /** An interval of numbers that begin at 1 and include the last, as MATLAB counts. */
    static Interval inclusiveFromOne(int first, int last) {
        return new Interval(first - 1, last);
    }

    /**
     * Labels of the frames of a video: those in any interval are anomalous.
     *
     * @throws XvadDataException naming both, if an interval ends after the video
     */
    static boolean[] labels(String source, List<Interval> intervals, Video video) {
        boolean[] labels = new boolean[video.frames()];
        for (Interval interval : intervals) {
            if (interval.end > labels.length) {
                throw new XvadDataException(source + " tells of at least " + interval.end + " frames, but the video "
                        + video.id() + " has " + labels.length);
            }
            Arrays.fill(labels, interval.start, interval.end, true);
        }
        return labels;
    }
}
