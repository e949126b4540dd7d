package io.xvad.detectors.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadingDirectionsTest {

    private static final int DIMENSION = 12;

    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(3);
        float[] rows = new float[count * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (random.nextDouble(-1, 1) / (1 + i % DIMENSION));
        }
        return rows;
    }

    private static double squared(float[] rows, int length, int a, int b) {
        double sum = 0;
        for (int d = 0; d < length; d++) {
            double difference = rows[a * length + d] - rows[b * length + d];
            sum += difference * difference;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12})
    void shortenedRowsAreNoFurtherApart(int count) {
        float[] rows = random(40);
        LeadingDirections directions = LeadingDirections.of(rows, DIMENSION, count);
        float[] shortened = directions.shortened(rows);
        for (int a = 0; a < 40; a++) {
            for (int b = 0; b < a; b++) {
                double whole = squared(rows, DIMENSION, a, b);
                double bound = squared(shortened, directions.length(), a, b);
                assertThat(bound).isLessThanOrEqualTo(whole + 1e-5);
                if (count == DIMENSION) {
                    assertThat(bound).isCloseTo(whole, within(1e-4));
                }
            }
        }
    }

    @Test
    void findsTheDirectionInWhichRowsDiffer() {
        float[] rows = new float[30 * DIMENSION];
        for (int i = 0; i < 30; i++) {
            rows[i * DIMENSION + 2] = 3 * i;
            rows[i * DIMENSION + 7] = 4 * i;
        }
        float[] found = LeadingDirections.of(rows, DIMENSION, 1).directions();
        assertThat(Math.abs(found[2])).isCloseTo(0.6f, within(1e-5f));
        assertThat(Math.abs(found[7])).isCloseTo(0.8f, within(1e-5f));
    }
}
