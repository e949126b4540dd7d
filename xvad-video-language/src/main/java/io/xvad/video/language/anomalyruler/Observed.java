package io.xvad.video.language.anomalyruler;

import io.xvad.video.language.frame.Caption;
import java.util.List;

/**
 * A position of a video, and what was seen there.
 *
 * @param frame index of the frame in the video
 * @param seconds its time stamp
 * @param caption its description, or that of the nearest position that has one
 * @param found keywords in it
 */
record Observed(long frame, double seconds, Caption caption, List<String> found) {

    /** The first verdict: whether a keyword was found, as 0 or 1. */
    double first() {
        return found.isEmpty() ? 0 : 1;
    }
}
