package io.xvad.video.language.smooth;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Refines a score by the scores of what is most alike: their mean, weighed by the soft-max of the similarities. Stateless. */
public final class SimilarityRefinement {

    private SimilarityRefinement() {}

    /**
     * The refined score.
     *
     * @param similarities of each of the others, in any order
     * @param scores theirs, in the same order
     * @param nearest how many of the most similar count, at least 1; the earlier of equals
     * @param sharpness the similarities are multiplied with it before the soft-max
     */
    public static double refined(double[] similarities, double[] scores, int nearest, double sharpness) {
        List<Integer> most = nearest(similarities, nearest);
        double highest = similarities[most.get(0)];
        double sum = 0;
        double weights = 0;
        for (int index : most) {
            double weight = Math.exp(sharpness * (similarities[index] - highest));
            sum += weight * scores[index];
            weights += weight;
        }
        return sum / weights;
    }

    /** Indices of the most similar, the most similar first; the earlier of equals. */
    public static List<Integer> nearest(double[] similarities, int count) {
        return IntStream.range(0, similarities.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -similarities[index])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(Math.max(1, count))
                .toList();
    }
}
