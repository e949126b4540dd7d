package io.xvad.detectors.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.Workers;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MemoryBankTest {

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

    private static int[] selected(float[] line, int size, int first) {
        try (Workers workers = new Workers(2)) {
            return new GreedyCoreset(line, 1).select(size, first, workers, ProgressListener.none());
        }
    }

    @Test
    void theCoresetIsTheGreedyOne() {
        float[] line = {0, 1, 2, 10, 11, 30};
        assertThat(selected(line, 4, 0)).containsExactly(0, 5, 4, 2);
    }

    @Test
    void theCoresetStopsWhenEveryRowIsCovered() {
        float[] twice = {5, 5, 7, 7, 5};
        assertThat(selected(twice, 5, 1)).containsExactly(1, 2);
    }

    @Test
    void theReservoirIsUniformAndBounded() {
        int[] hits = new int[50];
        for (int seed = 0; seed < 2_000; seed++) {
            Reservoir reservoir = new Reservoir(10, 1, RandomSource.XO_SHI_RO_256_PP.create(seed));
            for (int image = 0; image < 5; image++) {
                float[] rows = new float[10];
                for (int position = 0; position < 10; position++) {
                    rows[position] = image * 10 + position;
                }
                for (int position = 0; position < 10; position++) {
                    reservoir.offer(rows, position, image);
                }
            }
            assertThat(reservoir.size()).isEqualTo(10);
            for (int i = 0; i < 10; i++) {
                int value = (int) reservoir.rows()[i];
                assertThat(value).isEqualTo(reservoir.image(i) * 10 + reservoir.position(i));
                hits[value]++;
            }
        }
        for (int hit : hits) {
            assertThat(hit).isBetween(320, 480);
        }
    }

    @Test
    void theProjectionAboutKeepsDistances() {
        float[] rows = random(4, 20 * 300);
        float[] projected = MemoryBankFit.projected(rows, 300, 256, RandomSource.XO_SHI_RO_256_PP.create(1));
        for (int i = 1; i < 20; i++) {
            double ratio = distance(projected, 0, projected, i, 256) / distance(rows, 0, rows, i, 300);
            assertThat(ratio).isBetween(0.8, 1.2);
        }
    }

    @Test
    void equation7OnThreePointsOnALine() {
        float[] memory = {0, 1, 3};
        NearestRows rows = new NearestRows(memory, 1, NeighbourSearch.of(memory, 1, Optional.empty(), 1));
        float[] queries = {5, 0.25f};
        NearestRows.Found found = rows.search(queries, 1);
        double sum = Math.exp(2) + Math.exp(4) + Math.exp(5);
        assertThat(Scoring.reweighted(rows, queries, found, 3)).isCloseTo((1 - Math.exp(2) / sum) * 2, within(1e-6));
    }
}
