package io.xvad.core.stream;

/** A capability: a detector of clips that says beforehand what scoring a video takes. Thread-safe. */
public interface PlansScoring {

    /**
     * The most calls of a language model that a minute of video takes; frames that are nearly identical may share an answer and take fewer.
     *
     * @param framesPerSecond nominal rate of the video, finite and above 0
     */
    double callsPerMinute(double framesPerSecond);

    /** Whether it scores only when a video has ended, so that it cannot watch a camera. */
    boolean looksAhead();
}
