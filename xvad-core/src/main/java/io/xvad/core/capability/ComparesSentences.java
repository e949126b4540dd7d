package io.xvad.core.capability;

import io.xvad.core.Image;
import java.util.List;

/** A detector that compares an image with sentences, some of which call what they name normal and some anomalous. Thread-safe. */
@FunctionalInterface
public interface ComparesSentences {

    /**
     * A sentence and how alike an image is to it.
     *
     * @param sentence the sentence
     * @param anomalous whether it calls what it names anomalous
     * @param similarity cosine of the angle between the vectors of image and sentence, in [-1, 1]
     */
    record SentenceSimilarity(String sentence, boolean anomalous, double similarity) {}

    /** All its sentences, the most alike first. */
    List<SentenceSimilarity> sentences(Image image);
}
