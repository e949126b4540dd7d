package io.xvad.foundation.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KMeansTest {

    @Test
    void separatedClustersAreThoseOfScikitLearn() {
        float[] vectors = Golden.floats("clusters/vectors");
        KMeans found = KMeans.of(vectors, 4, 5, 1);
        int[] labels = found.nearest(vectors);
        double[] wanted = Golden.doubles("clusters/labels");
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(labels[i] == labels[j]).isEqualTo(wanted[i] == wanted[j]);
            }
        }
        assertThat(spread(vectors, found, labels)).isCloseTo(Golden.number("clusters/spread"), within(1e-3));
    }

    private static double spread(float[] vectors, KMeans found, int[] labels) {
        double sum = 0;
        for (int i = 0; i < vectors.length; i++) {
            double difference = vectors[i] - found.centres()[labels[i / 4] * 4 + i % 4];
            sum += difference * difference;
        }
        return sum;
    }

    @Test
    void theSeedDecides() {
        float[] vectors = Golden.floats("clusters/vectors");
        assertThat(KMeans.of(vectors, 4, 7, 3).centres())
                .isEqualTo(KMeans.of(vectors, 4, 7, 3).centres());
    }

    @Test
    void thereAreNoMoreClustersThanVectors() {
        assertThat(KMeans.of(new float[] {1, 2, 3}, 1, 5, 0).count()).isEqualTo(3);
    }
}
