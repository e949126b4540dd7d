package io.xvad.video.detectors.snippets;

/** Judges the snippets of one video in order, by those seen so far. Not thread-safe. */
public interface SnippetJudge {

    /**
     * What is said of a snippet.
     *
     * @param score raw score, finite
     * @param places scores of the whole frame and of each patch; empty for a method that scores no places
     * @param past weights of earlier snippets and, last, of this one, at least 0, the oldest first; empty for a method without
     */
    record Judgement(double score, float[] places, float[] past) {}

    /**
     * Judges the next snippet.
     *
     * @param features on the scale that was learned
     */
    Judgement next(float[] features);
}
