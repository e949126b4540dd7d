package io.xvad.detectors.patchcore;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import io.xvad.onnx.OnnxRuntimeEngine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine finds the rows that plain Java finds, which MemoryPartsTest compares with an exhaustive search. */
class EngineNeighboursTest {

    private static float[] random(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 3", "600, 20, 4, 9", "513, 300, 1, 6", "1100, 129, 9, 5"})
    void theSameRows(int count, int queries, int k, int dimension) {
        SplittableRandom random = new SplittableRandom(count);
        float[] rows = random(random, count * dimension);
        float[] asked = random(random, queries * dimension);
        try (NeighbourSearch engine = NeighbourSearch.of(rows, dimension, Optional.of(new OnnxRuntimeEngine()), 1);
                NeighbourSearch java = NeighbourSearch.of(rows, dimension, Optional.empty(), 0)) {
            assertThat(engine.nearest(asked, k)).containsExactly(java.nearest(asked, k));
        }
    }

    /** Rows about a few centres, as patches of normal images are, so that most are never looked at. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void theNearestOfRowsThatMostlyCannotBeNear(int k) {
        int dimension = 40;
        SplittableRandom random = new SplittableRandom(k);
        float[] centres = random(random, 12 * dimension);
        float[] rows = around(centres, random, 2003, dimension);
        float[] asked = around(centres, random, 300, dimension);
        try (NeighbourSearch engine = NeighbourSearch.of(rows, dimension, Optional.of(new OnnxRuntimeEngine()), 2)) {
            int[] found = engine.nearest(asked, k);
            for (int query = 0; query < 300; query++) {
                float[] one = Arrays.copyOfRange(asked, query * dimension, (query + 1) * dimension);
                assertThat(Arrays.copyOfRange(found, query * k, (query + 1) * k))
                        .containsExactly(nearest(rows, one, k));
            }
            assertThat(engine.nearest(Arrays.copyOf(asked, dimension), k)).containsExactly(Arrays.copyOf(found, k));
        }
    }

    private static int[] nearest(float[] rows, float[] query, int k) {
        return IntStream.range(0, rows.length / query.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> squaredDistance(rows, row, query)))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double squaredDistance(float[] rows, int row, float[] query) {
        double sum = 0;
        for (int d = 0; d < query.length; d++) {
            double difference = query[d] - rows[row * query.length + d];
            sum += difference * difference;
        }
        return sum;
    }

    @Test
    void queriesFarFromAllRows() {
        int dimension = 40;
        SplittableRandom random = new SplittableRandom(5);
        float[] rows = random(random, 1500 * dimension);
        float[] asked = random(random, 300 * dimension);
        for (int i = 0; i < asked.length / 2; i++) {
            asked[i] *= 100;
        }
        try (NeighbourSearch engine = NeighbourSearch.of(rows, dimension, Optional.of(new OnnxRuntimeEngine()), 2);
                NeighbourSearch java = NeighbourSearch.of(rows, dimension, Optional.empty(), 0)) {
            NearestRows fast = new NearestRows(rows, dimension, engine);
            NearestRows plain = new NearestRows(rows, dimension, java);
            assertThat(fast.search(asked, 2).distances())
                    .containsExactly(plain.search(asked, 2).distances());
        }
    }

    @Test
    void rowsThatAreAllEqual() {
        float[] rows = new float[600 * 16];
        Arrays.fill(rows, 0.5f);
        try (NeighbourSearch engine = NeighbourSearch.of(rows, 16, Optional.of(new OnnxRuntimeEngine()), 1)) {
            assertThat(engine.nearest(new float[16], 1)).containsExactly(0);
        }
    }

    private static float[] around(float[] centres, SplittableRandom random, int count, int dimension) {
        float[] rows = new float[count * dimension];
        for (int row = 0; row < count; row++) {
            int centre = random.nextInt(centres.length / dimension);
            for (int d = 0; d < dimension; d++) {
                rows[row * dimension + d] = centres[centre * dimension + d] + 0.05f * (float) random.nextDouble();
            }
        }
        return rows;
    }
}
