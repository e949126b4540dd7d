package io.xvad.metrics.explanation.agreement;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;

/**
 * Relevance rank accuracy (Arras, Osman and Samek 2022, "CLEVR-XAI"): of as many most salient pixels as the mask has, the
 * share that lies in the mask; with another number of pixels it is top-k intersection (Theiner et al., 2022). In [0, 1],
 * higher is better, the mask's share of the image is chance; NaN for an empty mask. Of pixels tied at the border each
 * counts in part.
 */
public final class RelevanceRank {

    private RelevanceRank() {}

    /**
     * The share among as many pixels as the mask has.
     *
     * @throws IllegalArgumentException if the mask has another size
     */
    public static double of(AnomalyMap map, boolean[] mask) {
        int count = Masked.count(map, mask);
        return count == 0 ? Double.NaN : topK(map, mask, count);
    }

    /**
     * Top-k intersection: the share among the {@code k} most salient pixels.
     *
     * @param k from 1 to the number of pixels
     * @throws IllegalArgumentException if the mask has another size or {@code k} is out of range
     */
    public static double topK(AnomalyMap map, boolean[] mask, int k) {
        int count = Masked.count(map, mask);
        if (k < 1 || k > mask.length) {
            throw new IllegalArgumentException("k must be from 1 to " + mask.length + ", got " + k);
        }
        float[] sorted = map.toArray();
        Arrays.sort(sorted);
        float border = sorted[sorted.length - k];
        int above = 0;
        int tied = 0;
        double hits = 0;
        double tiedHits = 0;
        for (int i = 0; i < mask.length; i++) {
            float value = map.buffer().get(i);
            if (value > border) {
                above++;
                hits += mask[i] ? 1 : 0;
            } else if (value == border) {
                tied++;
                tiedHits += mask[i] ? 1 : 0;
            }
        }
        return count == 0 ? Double.NaN : (hits + tiedHits * (k - above) / tied) / k;
    }
}
