package io.xvad.metrics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VerdictChangesTest {

    @Test
    void pairsAreCountedByBothVerdicts() {
        boolean[] first = {true, true, false, false, true};
        boolean[] second = {true, false, true, false, false};
        VerdictChanges changes = VerdictChanges.of(first, second, 5);
        assertThat(changes).isEqualTo(new VerdictChanges(1, 2, 1, 1, 5));
        assertThat(changes.changed().share()).isCloseTo(0.6, within(1e-12));
        assertThat(changes.first().share()).isCloseTo(0.6, within(1e-12));
        assertThat(changes.second().share()).isCloseTo(0.4, within(1e-12));
    }

    /** Golden values of scipy 1.17 binomtest(k, n, 0.5).pvalue, which are sums of binomial coefficients. */
    @Test
    void changesThatGoOneWayAreImprobable() {
        assertThat(new VerdictChanges(3, 0, 10, 7, 20).oneSidedness()).isCloseTo(0.001953125, within(1e-12));
        assertThat(new VerdictChanges(3, 2, 8, 7, 20).oneSidedness()).isCloseTo(0.109375, within(1e-12));
        assertThat(new VerdictChanges(3, 5, 5, 7, 20).oneSidedness()).isCloseTo(1, within(1e-12));
        assertThat(new VerdictChanges(3, 0, 0, 7, 10).oneSidedness()).isEqualTo(1);
    }

    @Test
    void unequalListsAreRefused() {
        assertThatThrownBy(() -> VerdictChanges.of(new boolean[1], new boolean[2], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1 and 2");
    }
}
