package io.xvad.video.detectors.jdr;

import io.xvad.video.detectors.objects.NormalRange;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the scores of one concept are distributed in normal regions of an environment. Immutable and thread-safe.
 *
 * @param density of the scores
 * @param scale of {@code -log p}, by normal scores of which each is left out
 * @param range of normal scores
 */
record Concept(ConceptDensity density, SurpriseScale scale, NormalRange range) {

    /** Normal scores of which the density is taken to know what is usual. */
    private static final int COMPARED = 500;

    private static final double NAT = 1;

    /**
     * Learned from normal scores.
     *
     * @param scores at least one
     * @param accuracy to which scores can be known: the least bandwidth
     * @param circular whether scores are angles
     */
    static Concept of(double[] scores, double accuracy, boolean circular) {
        ConceptDensity density = ConceptDensity.of(scores, accuracy, circular);
        int count = Math.min(COMPARED, scores.length);
        double[] surprisals = IntStream.range(0, count)
                .mapToDouble(i -> -density.logDensityWithout((int) ((long) i * scores.length / count)))
                .toArray();
        return new Concept(
                density, SurpriseScale.of(surprisals, NAT), NormalRange.of(Arrays.stream(scores), scores[0]));
    }

    /** How improbable a score is here: {@code -log p}, on the scale of normal scores. */
    double surprise(double score) {
        return scale.surprise(-density.logDensity(score));
    }
}
