package io.xvad.metrics.explanation.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.explanation.Toy;
import org.junit.jupiter.api.Test;

class ComplexityTest {

    @Test
    void agreesWithQuantus() {
        AnomalyMap map = Toy.map("a");
        assertThat(GiniSparseness.of(map)).isCloseTo(Toy.golden("sparseness")[0], within(1e-5));
        assertThat(EntropyComplexity.of(map)).isCloseTo(Toy.golden("complexity")[0], within(1e-5));
    }

    @Test
    void onePixelIsSimplerThanAll() {
        AnomalyMap one = AnomalyMap.of(1, 4, new float[] {0, -3, 0, 0});
        AnomalyMap all = AnomalyMap.of(1, 4, new float[] {1, -1, 1, -1});
        assertThat(GiniSparseness.of(one)).isEqualTo(0.75);
        assertThat(GiniSparseness.of(all)).isZero();
        assertThat(EntropyComplexity.of(one)).isZero();
        assertThat(EntropyComplexity.of(all)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(EffectiveComplexity.of(one, 0.5)).isEqualTo(1);
        assertThat(EffectiveComplexity.of(all, 0.5)).isEqualTo(4);
        assertThat(EffectiveComplexity.of(all, 1)).isZero();
    }

    @Test
    void anEmptyMapHasNoFigure() {
        AnomalyMap zero = AnomalyMap.of(1, 2, new float[2]);
        assertThat(GiniSparseness.of(zero)).isNaN();
        assertThat(EntropyComplexity.of(zero)).isNaN();
        assertThat(EffectiveComplexity.of(zero, 0)).isZero();
        assertThatThrownBy(() -> EffectiveComplexity.of(zero, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
