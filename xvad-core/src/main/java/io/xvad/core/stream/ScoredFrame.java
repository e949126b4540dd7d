package io.xvad.core.stream;

import io.xvad.core.AnomalyMap;
import java.util.List;

/**
 * A frame and what was found in it.
 *
 * @param frame the frame
 * @param score raw score, finite, higher is more anomalous
 * @param map with the geometry of the frame
 * @param findings things in the frame that the detector tells apart, the most anomalous first; empty if it tells none
 */
public record ScoredFrame(Frame frame, double score, AnomalyMap map, List<Finding> findings) {

    public ScoredFrame {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of frame " + frame.index() + " must be finite, got " + score);
        }
        findings = List.copyOf(findings);
    }

    /** The same findings with another score. */
    public ScoredFrame withScore(double newScore) {
        return new ScoredFrame(frame, newScore, map, findings);
    }

    /** The same findings, said of another frame. */
    public ScoredFrame of(Frame other) {
        return new ScoredFrame(other, score, map, findings);
    }
}
