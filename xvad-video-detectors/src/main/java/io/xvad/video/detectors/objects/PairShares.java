package io.xvad.video.detectors.objects;

import io.xvad.video.relations.RelatedPair;

/**
 * A pair and in which share of the last {@link SceneOptions#LASTING} seconds each relation held. Immutable.
 *
 * @param pair as it is now
 * @param shares in [0, 1], in the order of the vocabulary; not copied
 */
public record PairShares(RelatedPair pair, double[] shares) {

    /** Class of the subject. */
    public String subject() {
        return pair.moment().subject().className();
    }

    /** Class of the object. */
    public String object() {
        return pair.moment().object().className();
    }
}
