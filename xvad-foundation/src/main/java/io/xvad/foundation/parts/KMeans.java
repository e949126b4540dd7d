package io.xvad.foundation.parts;

import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * Centres of clusters of vectors, by Euclidean distance (Lloyd's algorithm, started by k-means++). Immutable and thread-safe.
 *
 * @param centres one after the other
 * @param dimension values in each
 */
public record KMeans(float[] centres, int dimension) {

    private static final int ITERATIONS = 100;

    /**
     * Finds them.
     *
     * @param vectors one after the other
     * @param wanted how many clusters; fewer if there are fewer vectors
     * @param seed where the search starts follows from it
     */
    public static KMeans of(float[] vectors, int dimension, int wanted, long seed) {
        List<DoublePoint> points = new ArrayList<>();
        for (int from = 0; from < vectors.length; from += dimension) {
            double[] point = new double[dimension];
            for (int d = 0; d < dimension; d++) {
                point[d] = vectors[from + d];
            }
            points.add(new DoublePoint(point));
        }
        Cancellation.check();
        int count = Math.min(wanted, points.size());
        List<CentroidCluster<DoublePoint>> clusters = new KMeansPlusPlusClusterer<DoublePoint>(
                        count, ITERATIONS, new EuclideanDistance(), new Well19937c(seed))
                .cluster(points);
        float[] centres = new float[count * dimension];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (float) clusters.get(i / dimension).getCenter().getPoint()[i % dimension];
        }
        return new KMeans(centres, dimension);
    }

    /** The number of clusters. */
    public int count() {
        return centres.length / dimension;
    }

    /** The cluster of each vector; the first of equally near ones. */
    public int[] nearest(float[] vectors) {
        int[] nearest = new int[vectors.length / dimension];
        for (int i = 0; i < nearest.length; i++) {
            double shortest = Double.POSITIVE_INFINITY;
            for (int c = 0; c < count(); c++) {
                double distance = squaredDistance(vectors, i, c);
                if (distance < shortest) {
                    shortest = distance;
                    nearest[i] = c;
                }
            }
        }
        return nearest;
    }

    private double squaredDistance(float[] vectors, int vector, int centre) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            double difference = vectors[vector * dimension + d] - centres[centre * dimension + d];
            sum += difference * difference;
        }
        return sum;
    }
}
