package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {

    @Test
    void everyNumberComesBackWithItsBits() {
        for (int bits = Short.MIN_VALUE; bits <= Short.MAX_VALUE; bits++) {
            float value = Float16.value((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Float16.bits(value)).isEqualTo((short) bits);
            }
        }
        assertThat(Float16.value(Float16.bits(Float.NaN))).isNaN();
    }

    /** Values as IEEE 754 gives them, also in numpy: {@code np.float16(...)}. */
    @ParameterizedTest
    @CsvSource({
        "1, 3c00",
        "-2, c000",
        "65504, 7bff",
        "65519.99, 7bff",
        "65520, 7c00",
        "-Infinity, fc00",
        "0.1, 2e66",
        "1.00048828125, 3c00",
        "1.00146484375, 3c02",
        "6.103515625e-5, 0400",
        "6.097555160522461e-5, 03ff",
        "5.960464477539063e-8, 0001",
        "2.9802322387695312e-8, 0000",
        "2.9802326e-8, 0001",
        "-0, 8000",
    })
    void bitsAreThoseOfTheStandard(float value, String bits) {
        assertThat(Float16.bits(value) & 0xffff).isEqualTo(Integer.parseInt(bits, 16));
    }

    @Test
    void noNumberIsNearer() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) (Math.scalb(1 + random.nextDouble(), random.nextInt(-26, 15)));
            int bits = Float16.bits(value);
            double away = Math.abs((double) Float16.value((short) bits) - value);
            assertThat(away).isLessThanOrEqualTo(Math.abs((double) Float16.value((short) (bits + 1)) - value));
            if (bits > 0) {
                assertThat(away).isLessThanOrEqualTo(Math.abs((double) Float16.value((short) (bits - 1)) - value));
            }
        }
    }
}
