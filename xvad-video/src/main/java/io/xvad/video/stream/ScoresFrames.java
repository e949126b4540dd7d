package io.xvad.video.stream;

/** A capability: a fitted detector that scores a video frame by frame, as it comes. Thread-safe. */
@FunctionalInterface
public interface ScoresFrames {

    /**
     * Begins with a video. Several may be scored at once; what a video needs in memory does not grow with its length.
     *
     * @param framesPerSecond nominal rate of the video, finite and above 0
     */
    FrameScorer scorer(double framesPerSecond);
}
