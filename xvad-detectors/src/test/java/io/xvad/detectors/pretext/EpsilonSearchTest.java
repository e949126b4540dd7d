package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpsilonSearchTest {

    @Test
    void takesWhatIsBestForAllImagesTogether() {
        EpsilonSearch search = new EpsilonSearch();
        search.add(epsilon -> -Math.abs(epsilon - 0.02));
        search.add(epsilon -> -3 * Math.abs(epsilon - 0.005));
        assertThat(search.best()).isEqualTo(0.005);
    }

    @Test
    void doesNotMoveWhatGainsNothing() {
        EpsilonSearch search = new EpsilonSearch();
        search.add(epsilon -> 1);
        assertThat(search.best()).isZero();
    }
}
