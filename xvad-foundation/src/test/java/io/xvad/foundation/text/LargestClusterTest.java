package io.xvad.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.foundation.model.Export;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.Cluster;
import org.junit.jupiter.api.Test;

class LargestClusterTest {

    private static final Export EXPORT = Export.of("clip-ad");

    /** Points in the plane with three clusters and some between them. */
    @Test
    void clustersEqualScikitLearns() {
        float[] values = EXPORT.values("dbscan/points");
        List<LargestCluster.Point> points = IntStream.range(0, values.length / 2)
                .mapToObj(i -> new LargestCluster.Point(new double[] {values[2 * i], values[2 * i + 1]}))
                .toList();
        long[] labels = new long[points.size()];
        Arrays.fill(labels, -1);
        List<Cluster<LargestCluster.Point>> clusters = new LargestCluster(0.35, 5).clusters(points);
        for (int c = 0; c < clusters.size(); c++) {
            for (LargestCluster.Point point : clusters.get(c).getPoints()) {
                labels[points.indexOf(point)] = c;
            }
        }
        assertThat(labels).containsExactly(EXPORT.tensor("dbscan/points-labels").longs());
    }

    /** Two of the three vectors of the cluster are the same, and each counts. */
    @Test
    void whatLiesApartHasNoSay() {
        float[] vectors = {1, 0, 2, 0, 1, 0.1f, 0, 1};
        float[] found = new LargestCluster(0.2, 2).average(vectors, 2);
        assertThat(found[1]).isCloseTo(0.0332f, within(1e-3f));
    }

    @Test
    void withoutAClusterItIsTheMeanOfAll() {
        assertThat(new LargestCluster(0.1, 2).average(new float[] {3, 0, 0, 2}, 2))
                .containsExactly(0.5f, 0.5f);
    }

    /** Of a single neighbour, itself, every vector is a cluster; the first of those that are largest counts. */
    @Test
    void ofClustersOfOneSizeTheFirstCounts() {
        assertThat(new LargestCluster(0.1, 1).average(new float[] {3, 0, 0, 2}, 2))
                .containsExactly(1, 0);
    }

    @Test
    void distancesAndCountsThatMakeNoClusterAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LargestCluster(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LargestCluster(0.5, 0));
    }
}
