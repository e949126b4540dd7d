package io.xvad.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GrowingReferenceTest {

    private static GrowingReference of(double... values) {
        GrowingReference reference = new GrowingReference();
        Arrays.stream(values).forEach(reference::add);
        return reference;
    }

    @Test
    void aPValueIsTheShareOfHigherValuesAndAPartOfTheEqualOnes() {
        GrowingReference reference = of(3, -1, 2, 2, 5);
        assertThat(reference.pValue(2, 0.5)).isCloseTo((2 + 0.5 * 3) / 6, within(1e-12));
        assertThat(reference.pValue(6, 0.5)).isCloseTo(0.5 / 6, within(1e-12));
        assertThat(reference.pValue(-7, 0.5)).isCloseTo(5.5 / 6, within(1e-12));
        assertThat(reference.size()).isEqualTo(5);
    }

    /** Of few values to begin with, too, and of values that are often equal: Kolmogorov and Smirnov's distance is small. */
    @Test
    void pValuesOfExchangeableValuesAreUniform() {
        SplittableRandom random = new SplittableRandom(1);
        int streams = 4000;
        double[] fifth = new double[streams];
        for (int stream = 0; stream < streams; stream++) {
            GrowingReference reference = of(random.nextInt(5), random.nextInt(5));
            for (int i = 0; i < 5; i++) {
                double value = random.nextInt(5);
                fifth[stream] = reference.pValue(value, random.nextDouble(0x1p-53, 1));
                reference.add(value);
            }
        }
        Arrays.sort(fifth);
        double distance = 0;
        for (int i = 0; i < streams; i++) {
            distance = Math.max(distance, Math.abs(fifth[i] - (i + 0.5) / streams));
        }
        assertThat(distance).isLessThan(1.63 / Math.sqrt(streams));
    }

    @Test
    void memoryIsBoundedByDifferentValues() {
        GrowingReference reference = new GrowingReference();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50_000; i++) {
            reference.add(0.5 + 0.4 * random.nextDouble());
        }
        assertThat(reference.size()).isEqualTo(50_000);
        assertThat(reference.values().length).isLessThanOrEqualTo(4096);
        assertThat(GrowingReference.rounded(0.7)).isCloseTo(0.7, within(0.7 / 4096));
        assertThat(GrowingReference.rounded(-0.0)).isEqualTo(0.0);
    }

    @Test
    void whatWasSavedIsTheSame() {
        GrowingReference reference = of(0.1, 0.2, 0.2);
        GrowingReference copy = new GrowingReference(reference.values(), reference.counts());
        assertThat(copy.pValue(0.15, 0.3)).isEqualTo(reference.pValue(0.15, 0.3));
        assertThat(copy.sum()).isEqualTo(reference.sum());
        assertThatThrownBy(() -> new GrowingReference(new double[] {2, 1}, new long[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ascending");
    }
}
