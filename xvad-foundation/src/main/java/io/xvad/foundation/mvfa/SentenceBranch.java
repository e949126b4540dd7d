package io.xvad.foundation.mvfa;

import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.tokens.UnitVectors;

/**
 * The branch that compares patches with sentences, {@code softmax(100 [v.n, v.a])[1]} (Huang et al. 2024, section 3.3). Cosines are made larger before the soft-max, as in the authors' code. Immutable
 * and thread-safe.
 *
 * @param anchors of the sentences
 * @param painter makes the values of patches larger
 */
record SentenceBranch(TextAnchors anchors, TokenMap painter) {

    private static final double SCALE = 100;

    Branch of(AdaptedTokens tokens) {
        int size = painter.input().size();
        float[] map = new float[size * size];
        for (float[] layer : tokens.segmentation()) {
            float[] margins = painter.enlarged(anchors.margins(layer));
            for (int i = 0; i < map.length; i++) {
                map[i] += (float) (1 / (1 + Math.exp(-SCALE * margins[i])));
            }
        }
        return new Branch(map, image(tokens));
    }

    private float image(AdaptedTokens tokens) {
        double sum = 0;
        for (float[] layer : tokens.detection()) {
            float[] probabilities = anchors.probabilities(layer, 1 / SCALE);
            for (float probability : probabilities) {
                sum += probability / probabilities.length;
            }
        }
        return (float) sum;
    }

    /** The direction of the mean of what the detection says of all patches of all layers. */
    float[] direction(AdaptedTokens tokens) {
        int dimension = anchors.dimension();
        float[] sum = new float[dimension];
        for (float[] layer : tokens.detection()) {
            float[] mean = UnitVectors.mean(layer, dimension);
            for (int d = 0; d < dimension; d++) {
                sum[d] += mean[d];
            }
        }
        return UnitVectors.of(sum, dimension);
    }
}
