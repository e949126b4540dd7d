package io.xvad.foundation.text;

import io.xvad.foundation.tokens.UnitVectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.Cluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.DBSCANClusterer;

/**
 * The mean of the largest cluster of vectors of unit length, as DBSCAN finds clusters (Ester et al. 1996); of several of one size the first, of all vectors where there
 * is none. Sentences that the text encoder places apart from the others thus have no say. Immutable and thread-safe.
 *
 * @param distance Euclidean distance of neighbours, above 0; two vectors of unit length are at most 2 apart
 * @param least neighbours of a vector inside a cluster, itself included, at least 1 ({@code min_samples} of scikit-learn)
 */
public record LargestCluster(double distance, int least) implements TextAnchors.Averaging {

    public LargestCluster {
        if (!(distance > 0) || least < 1) {
            throw new IllegalArgumentException(
                    "a cluster needs a distance above 0 and at least 1 neighbour, got " + distance + " and " + least);
        }
    }

    @Override
    public float[] average(float[] vectors, int dimension) {
        float[] unit = UnitVectors.of(vectors, dimension);
        List<Point> points = IntStream.range(0, unit.length / dimension)
                .mapToObj(i -> point(unit, i * dimension, dimension))
                .toList();
        List<Point> largest = clusters(points).stream()
                .map(Cluster::getPoints)
                .max(Comparator.comparingInt(List::size))
                .orElse(points);
        return mean(largest, dimension);
    }

    /** A vector that equals only itself: Commons Math's own points drop out of clusters that hold another with the same values. */
    static final class Point implements Clusterable {

        private final double[] values;

        Point(double[] values) {
            this.values = values;
        }

        @Override
        public double[] getPoint() {
            return values;
        }
    }

    private static Point point(float[] vectors, int from, int dimension) {
        double[] point = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            point[d] = vectors[from + d];
        }
        return new Point(point);
    }

    /** The clusters of some points, each beginning with the first of its points in their order; Commons Math does not count a point among its own neighbours. */
    List<Cluster<Point>> clusters(List<Point> points) {
        return new DBSCANClusterer<Point>(distance, least - 1).cluster(points);
    }

    private static float[] mean(List<Point> points, int dimension) {
        double[] sum = new double[dimension];
        points.forEach(point -> Arrays.setAll(sum, d -> sum[d] + point.getPoint()[d]));
        float[] mean = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = (float) (sum[d] / points.size());
        }
        return mean;
    }
}
