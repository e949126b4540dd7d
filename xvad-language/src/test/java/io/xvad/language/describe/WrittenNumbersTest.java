package io.xvad.language.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WrittenNumbersTest {

    private static List<String> unknown(String text, double... known) {
        return WrittenNumbers.unknown(text, () -> DoubleStream.of(known));
    }

    @Test
    void aPowerOfTenBelongsToItsNumber() {
        assertThat(unknown("The p-value is 9.901E-4, or 9.9e-04.", 9.901e-4)).isEmpty();
        assertThat(unknown("The p-value is 9.901E-3.", 9.901e-4)).containsExactly("9.901E-3");
        assertThat(unknown("The p-value is 4e-12.", 9e-12)).containsExactly("4e-12");
    }

    @Test
    void commasPartThousandsOrNumbers() {
        assertThat(unknown("An area of 1,200 pixels.", 1200)).isEmpty();
        assertThat(unknown("An area of 1,234,567.5 pixels.", 1234567.5)).isEmpty();
        assertThat(unknown("At (120,240).", 120, 240)).isEmpty();
        assertThat(unknown("An area of 1,200 pixels.", 1, 12)).containsExactly("1,200");
        assertThat(unknown("Of 1,2 and 3.", 1, 2)).containsExactly("3");
    }

    @Test
    void aNumberIsComparedAsItIsRounded() {
        assertThat(unknown("0.2 and 25 %", 0.2468, 0.25)).isEmpty();
        assertThat(unknown("0.3", 0.2468)).containsExactly("0.3");
    }

    @Test
    void aModelMayRepeatWhatItWasTold() {
        Fact fact = new Fact(
                "R1",
                "a region",
                Optional.of(new Box(12345, 0, 1, 1)),
                List.of(Measured.of("area", 123_456)),
                OptionalInt.empty());
        assertThat(WrittenNumbers.unknown("123500.0 pixels at 12345.", fact::numbers))
                .isEmpty();
    }
}
