package io.xvad.video.detectors.dor;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Sp: the distance to the nearest of a few points that are drawn once (Sugiyama and Borgwardt, "Rapid Distance-Based Outlier Detection via
 * Sampling", NIPS 2013). A point that was drawn itself is measured to the nearest other one.
 */
final class SampledNeighbours {

    private SampledNeighbours() {}

    /**
     * Euclidean distances, from 0.
     *
     * @param points of equal length
     * @param sample how many are drawn; all where there are fewer
     */
    static double[] scores(double[][] points, int sample, UniformRandomProvider random) {
        int[] drawn = new PermutationSampler(random, points.length, Math.min(sample, points.length)).sample();
        double[] scores = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            scores[i] = nearest(points, i, drawn);
        }
        return scores;
    }

    /** 0 where there is no other. */
    static double nearest(double[][] points, int point, int[] drawn) {
        double least = Double.POSITIVE_INFINITY;
        for (int other : drawn) {
            if (other != point) {
                least = Math.min(least, squared(points[point], points[other]));
            }
        }
        return Double.isFinite(least) ? Math.sqrt(least) : 0;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
