package io.xvad.detectors.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestRowsTest {

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static double distance(float[] a, int i, float[] b, int j, int dimension) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            sum += Math.pow(a[i * dimension + d] - b[j * dimension + d], 2);
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nearestRowsAreThoseOfAnExhaustiveSearch(long seed) {
        int dimension = 9;
        int count = 600;
        float[] memory = random(seed, count * dimension);
        float[] queries = random(seed + 100, 20 * dimension);
        NearestRows rows = new NearestRows(memory, dimension, new TiledSearch(memory, dimension, 0));
        NearestRows.Found found = rows.search(queries, 4);
        for (int q = 0; q < 20; q++) {
            int query = q;
            int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted((a, b) -> Double.compare(
                            distance(queries, query, memory, a, dimension),
                            distance(queries, query, memory, b, dimension)))
                    .limit(4)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(Arrays.copyOfRange(found.indices(), q * 4, q * 4 + 4))
                    .as("seed %d query %d", seed, q)
                    .containsExactly(expected);
            assertThat((double) found.distances()[q * 4])
                    .isCloseTo(distance(queries, q, memory, expected[0], dimension), within(1e-5));
        }
        assertThat(rows.search(queries, 5_000).k()).isEqualTo(count);
    }
}
