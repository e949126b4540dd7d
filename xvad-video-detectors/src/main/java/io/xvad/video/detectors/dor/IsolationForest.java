package io.xvad.video.detectors.dor;

import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Trees that split at random until points are alone: few splits isolate an outlier (Liu, Ting and Zhou, "Isolation Forest", ICDM 2008).
 * Immutable.
 */
final class IsolationForest {

    private final List<Node> trees;
    private final int subsample;

    private IsolationForest(List<Node> trees, int subsample) {
        this.trees = List.copyOf(trees);
        this.subsample = subsample;
    }

    private sealed interface Node {

        /** Splits from here to the leaf, with those that a full tree of the leaf's points would take. */
        double path(double[] point);
    }

    private record Leaf(int points) implements Node {

        @Override
        public double path(double[] point) {
            return averagePath(points);
        }
    }

    private record Split(int value, double at, Node below, Node above) implements Node {

        @Override
        public double path(double[] point) {
            return 1 + (point[value] < at ? below : above).path(point);
        }
    }

    /**
     * Grows trees, each on points drawn for it, to a depth of {@code ceil(log2 subsample)}.
     *
     * @param points at least two, of equal length
     * @param subsample points of a tree; all where there are fewer
     */
    static IsolationForest of(double[][] points, int trees, int subsample, UniformRandomProvider random) {
        int size = Math.min(subsample, points.length);
        int limit = (int) Math.ceil(Math.log(size) / Math.log(2));
        List<Node> grown = new ArrayList<>();
        for (int tree = 0; tree < trees; tree++) {
            Cancellation.check();
            int[] drawn = new PermutationSampler(random, points.length, size).sample();
            double[][] seen = Arrays.stream(drawn).mapToObj(i -> points[i]).toArray(double[][]::new);
            grown.add(grown(seen, limit, random));
        }
        return new IsolationForest(grown, size);
    }

    private static Node grown(double[][] points, int levels, UniformRandomProvider random) {
        if (levels == 0 || points.length <= 1) {
            return new Leaf(points.length);
        }
        int value = random.nextInt(points[0].length);
        double low =
                Arrays.stream(points).mapToDouble(point -> point[value]).min().orElseThrow();
        double high =
                Arrays.stream(points).mapToDouble(point -> point[value]).max().orElseThrow();
        if (low == high) {
            return new Leaf(points.length);
        }
        double at = low + (high - low) * random.nextDouble();
        return new Split(
                value,
                at,
                grown(side(points, value, at, true), levels - 1, random),
                grown(side(points, value, at, false), levels - 1, random));
    }

    private static double[][] side(double[][] points, int value, double at, boolean below) {
        return Arrays.stream(points)
                .filter(point -> (point[value] < at) == below)
                .toArray(double[][]::new);
    }

    /** Equation 1, c(n), with exact harmonic numbers: the average path of an unsuccessful search among n points; 0 below two. */
    static double averagePath(int points) {
        if (points < 2) {
            return 0;
        }
        double harmonic = 0;
        for (int i = 1; i < points; i++) {
            harmonic += 1.0 / i;
        }
        return 2 * harmonic - 2.0 * (points - 1) / points;
    }

    /** Equation 2: {@code 2^(-mean path / c(subsample))}, above 0 and at most 1. */
    double score(double[] point) {
        double mean =
                trees.stream().mapToDouble(tree -> tree.path(point)).average().orElseThrow();
        return Math.pow(2, -mean / averagePath(subsample));
    }
}
