package io.xvad.core.stream;

import io.xvad.core.Clip;
import java.util.ArrayList;
import java.util.List;

/** A capability: a detector of clips that scores a video frame by frame, as it comes. Thread-safe. */
@FunctionalInterface
public interface ScoresFrames {

    /**
     * Starts a scorer for one video. Several videos may be scored at once; the memory for a video does not grow with its length.
     *
     * @param framesPerSecond nominal rate of the video, finite and above 0
     */
    FrameScorer scorer(double framesPerSecond);

    /** Scores every frame of a clip, in order. */
    default List<ScoredFrame> scored(Clip clip) {
        List<ScoredFrame> scored = new ArrayList<>();
        try (FrameScorer scorer = scorer(clip.framesPerSecond())) {
            for (Frame frame : Frame.of(clip)) {
                scored.addAll(scorer.push(frame));
            }
            scored.addAll(scorer.finish());
        }
        return scored;
    }
}
