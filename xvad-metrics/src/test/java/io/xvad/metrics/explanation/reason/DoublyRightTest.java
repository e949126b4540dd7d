package io.xvad.metrics.explanation.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.metrics.explanation.reason.DoublyRight.Judged;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoublyRightTest {

    private static final Set<String> SCRATCH = Set.of("scratch", "crack");

    private static Judged anomalous(boolean said, String... told) {
        return new Judged(true, said, SCRATCH, List.of(told));
    }

    private static Judged normal(boolean said, String... told) {
        return new Judged(false, said, Set.of(), List.of(told));
    }

    /** Counted by hand. */
    @Test
    void aTableThatWasFilledInByHand() {
        DoublyRight rates = DoublyRight.of(List.of(
                anomalous(true, "scratch"), // RR
                anomalous(true, "crack", "scratch"), // RR
                anomalous(true, "stain"), // RW
                anomalous(true, "scratch", "stain"), // RW
                anomalous(true), // RW
                anomalous(false, "scratch"), // WR
                anomalous(false), // WW
                normal(false), // RR
                normal(false, "stain"), // RW
                normal(true, "stain"))); // WW
        assertThat(rates).isEqualTo(new DoublyRight(3, 4, 1, 2));
        assertThat(rates.rightRight().share()).isCloseTo(0.3, within(1e-12));
        assertThat(rates.rightWrong().share()).isCloseTo(0.4, within(1e-12));
        assertThat(rates.wrongRight().share()).isCloseTo(0.1, within(1e-12));
        assertThat(rates.wrongWrong().share()).isCloseTo(0.2, within(1e-12));
        assertThat(rates.reasonsOfRightVerdicts().share()).isCloseTo(3.0 / 7, within(1e-12));
        // Wilson's interval of 3 in 10, from the formula in Python
        assertThat(rates.rightRight().interval(0.95).low()).isCloseTo(0.1078, within(1e-4));
        assertThat(rates.rightRight().interval(0.95).high()).isCloseTo(0.6032, within(1e-4));
    }

    @Test
    void withoutLabelsNothingIsJudged() {
        assertThatThrownBy(() -> DoublyRight.of(List.of(new Judged(true, true, Set.of(), List.of("scratch")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labelled reason");
        assertThatThrownBy(() -> new Judged(false, true, SCRATCH, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(DoublyRight.of(List.of()).rightRight().share()).isNaN();
    }
}
