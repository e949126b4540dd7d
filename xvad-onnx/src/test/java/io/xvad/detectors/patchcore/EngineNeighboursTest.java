package io.xvad.detectors.patchcore;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.detectors.nearest.NeighbourSearch;
import io.xvad.onnx.OnnxRuntimeEngine;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
