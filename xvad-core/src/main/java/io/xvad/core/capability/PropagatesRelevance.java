package io.xvad.core.capability;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;

/** A detector whose score can be divided among the samples of an image, layer by layer. Thread-safe. */
@FunctionalInterface
public interface PropagatesRelevance {

    /**
     * Layer-wise relevance propagation (Bach et al., 2015) of the raw score. The relevances add up to the score less what
     * steadied divisions, dead units and, if so wished, biases keep.
     *
     * @param biases whether biases keep the relevance that is theirs; else it is divided among the inputs
     * @return shape (channels, height, width) of {@code image}
     */
    Tensor relevance(Image image, RelevanceRule rule, boolean biases);
}
