package io.xvad.foundation.logsad;

import java.util.List;

/**
 * How many standard deviations of normal images a score lies above their mean.
 *
 * @param mean of normal images
 * @param deviation of normal images, above 0
 */
record Standardised(double mean, double deviation) {

    private static final double TINY = 1e-6;

    /** As it is. */
    static final Standardised NOT = new Standardised(0, 1);

    /** By the mean and the unbiased standard deviation of some normal images; of fewer than two, as it is. */
    static Standardised of(List<Double> normals) {
        if (normals.size() < 2) {
            return NOT;
        }
        double mean = normals.stream().mapToDouble(score -> score).average().orElseThrow();
        double squares = normals.stream()
                .mapToDouble(score -> (score - mean) * (score - mean))
                .sum();
        return new Standardised(mean, Math.max(TINY, Math.sqrt(squares / (normals.size() - 1))));
    }

    double apply(double score) {
        return (score - mean) / deviation;
    }
}
