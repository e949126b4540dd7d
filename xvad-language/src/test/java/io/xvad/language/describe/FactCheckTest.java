package io.xvad.language.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.language.check.Support;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactCheckTest {

    private static Facts facts(double lightness) {
        Measured measured = new Measured("lightness", "", lightness, OptionalDouble.of(-0.03), OptionalDouble.of(0.03));
        return new Facts(
                List.of(new Fact("F1", "a difference", Optional.empty(), List.of(measured), OptionalInt.empty())));
    }

    private static Support claimed(double lightness, Measured.Direction direction, double number) {
        Said.Claimed claim = new Said.Claimed("F1", "lightness", direction, number);
        return FactCheck.of(
                        new Said("Odd.", Set.of("F1"), false, List.of(claim), OptionalInt.empty()), facts(lightness))
                .support();
    }

    @Test
    void aNumberOfTheOtherSignIsAnotherNumber() {
        assertThat(claimed(3, Measured.Direction.MORE, 3)).isEqualTo(Support.SUPPORTED);
        assertThat(claimed(3, Measured.Direction.MORE, -3)).isEqualTo(Support.CONTRADICTED);
        assertThat(claimed(-3, Measured.Direction.UNKNOWN, 3)).isEqualTo(Support.CONTRADICTED);
        assertThat(claimed(-3, Measured.Direction.UNKNOWN, -3)).isEqualTo(Support.SUPPORTED);
    }

    @Test
    void lessMayBeToldByItsMagnitude() {
        assertThat(claimed(-0.22, Measured.Direction.LESS, 0.22)).isEqualTo(Support.SUPPORTED);
        assertThat(claimed(-0.22, Measured.Direction.LESS, -0.22)).isEqualTo(Support.SUPPORTED);
    }
}
