package io.xvad.core.stream;

import io.xvad.core.AnomalyMap;
import java.util.List;
import java.util.Optional;

/**
 * A frame with its anomaly score, and what was found in it. Immutable.
 *
 * @param frame the frame
 * @param score raw score, finite, higher is more anomalous
 * @param map anomaly map with the height and width of the frame; empty for a detector that gives none
 * @param findings the objects or places that are anomalous, the most anomalous first; empty if the detector tells none apart
 */
public record ScoredFrame(Frame frame, double score, Optional<AnomalyMap> map, List<Finding> findings) {

    public ScoredFrame {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of frame " + frame.index() + " must be finite, got " + score);
        }
        findings = List.copyOf(findings);
    }

    /** A frame of a detector that gives anomaly maps. */
    public ScoredFrame(Frame frame, double score, AnomalyMap map, List<Finding> findings) {
        this(frame, score, Optional.of(map), findings);
    }

    /** The same frame with another score, for example a smoothed one. */
    public ScoredFrame withScore(double newScore) {
        return new ScoredFrame(frame, newScore, map, findings);
    }

    /** Another frame with this score, map and findings, for example one that is too early in the video to be scored itself. */
    public ScoredFrame of(Frame other) {
        return new ScoredFrame(other, score, map, findings);
    }
}
