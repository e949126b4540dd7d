package io.xvad.detectors.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.Workers;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MemoryBankTest {

    private static final int DIMENSION = 3;

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
        return selected(line, 1, size, first);
    }

    private static int[] selected(float[] rows, int dimension, int size, int first) {
        try (Workers workers = new Workers(2)) {
            return new GreedyCoreset(rows, dimension).select(size, first, workers, ProgressListener.none());
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
            PatchCandidates sampled = reservoir.candidates();
            assertThat(sampled.size()).isEqualTo(10);
            for (int i = 0; i < 10; i++) {
                int value = (int) sampled.rows()[i];
                assertThat(value).isEqualTo(sampled.images()[i] * 10 + sampled.positions()[i]);
                hits[value]++;
            }
        }
        for (int hit : hits) {
            assertThat(hit).isBetween(320, 480);
        }
    }

    @Test
    void aCoresetOfCoresetsCoversWithinTheSumOfTheRadii() {
        int size = 12;
        float[] rows = random(9, 300 * DIMENSION);
        PatchCandidates all = new PatchCandidates(rows, new int[300], new int[300], 0);
        List<PatchCandidates> coresets = new ArrayList<>();
        double within = 0;
        for (int part = 0; part < 3; part++) {
            int from = 100 * part;
            PatchCandidates own = all.select(IntStream.range(from, from + 100).toArray());
            PatchCandidates coreset = own.select(selected(own.rows(), DIMENSION, size, 0));
            double covering = radius(own.rows(), coreset.rows());
            within = Math.max(within, covering);
            coresets.add(coreset.among(new int[] {part}, covering));
        }
        PatchCandidates union = coresets.stream().reduce(PatchCandidates::and).orElseThrow();
        PatchCandidates last = union.select(selected(union.rows(), DIMENSION, size, 0));
        double second = radius(union.rows(), last.rows());
        double atOnce =
                radius(rows, all.select(selected(rows, DIMENSION, size, 0)).rows());
        assertThat(union.size()).isEqualTo(3 * size);
        assertThat(union.images()).contains(0, 1, 2);
        assertThat(union.radius()).isEqualTo(within);
        assertThat(radius(rows, last.rows())).isLessThanOrEqualTo(within + second);
        assertThat(radius(rows, last.rows())).isLessThanOrEqualTo(4 * atOnce);
    }

    /** The largest distance of a row from the nearest centre. */
    private static double radius(float[] rows, float[] centres) {
        double radius = 0;
        for (int i = 0; i < rows.length / DIMENSION; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length / DIMENSION; c++) {
                nearest = Math.min(nearest, distance(rows, i, centres, c, DIMENSION));
            }
            radius = Math.max(radius, nearest);
        }
        return radius;
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
