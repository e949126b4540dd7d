package io.xvad.video.detectors.snippets;

import java.util.List;

/** Judges the snippets of one video in order, by those seen so far. Not thread-safe. */
public interface SnippetJudge {

    /**
     * What is said of a snippet.
     *
     * @param score raw score, finite
     * @param places scores of the whole frame and of each patch; empty for a method that scores no places
     * @param drawnOn what the score draws on; empty for a method that does not tell
     */
    record Judgement(double score, float[] places, List<Drawn> drawnOn) {}

    /**
     * How much a score draws on a snippet.
     *
     * @param ago how many snippets before its own that is; 0 for its own
     * @param weight at least 0
     */
    record Drawn(int ago, double weight) {}

    /**
     * Judges the next snippet.
     *
     * @param features on the scale that was learned
     */
    Judgement next(float[] features);
}
