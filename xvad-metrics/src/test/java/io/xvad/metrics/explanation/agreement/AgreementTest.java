package io.xvad.metrics.explanation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.metrics.explanation.Toy;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    private static AnomalyMap absolute() {
        float[] values = Toy.map("a").toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return AnomalyMap.of(Toy.SIDE, Toy.SIDE, values);
    }

    @Test
    void agreesWithQuantus() {
        AnomalyMap map = Toy.map("a");
        boolean[] mask = Toy.mask();
        assertThat(RelevanceMass.of(absolute(), mask)).isCloseTo(Toy.golden("relevance-mass")[0], CLOSE);
        assertThat(RelevanceMass.of(map, mask)).isCloseTo(Toy.golden("relevance-mass")[0], CLOSE);
        assertThat(RelevanceRank.of(map, mask)).isCloseTo(Toy.golden("relevance-rank")[0], CLOSE);
        assertThat(RelevanceRank.topK(map, mask, 10)).isCloseTo(Toy.golden("top-k-intersection")[0], CLOSE);
        assertThat(AttributionLocalisation.of(map, mask).value())
                .isCloseTo(Toy.golden("attribution-localisation")[0], CLOSE);
        assertThat(PointingGame.of(map, mask, 0)).isEqualTo(Toy.golden("pointing-game")[0]);
        assertThat(SaliencyAuroc.of(map, mask)).isCloseTo(Toy.golden("auc")[0], CLOSE);
    }

    @Test
    void perfectInvertedAndConstantMapsComeApart() {
        boolean[] mask = {true, true, false, false, false, false, false, false};
        AnomalyMap perfect = AnomalyMap.of(2, 4, new float[] {1, 1, 0, 0, 0, 0, 0, 0});
        AnomalyMap inverted = AnomalyMap.of(2, 4, new float[] {0, 0, 1, 1, 1, 1, 1, 1});
        AnomalyMap constant = AnomalyMap.of(2, 4, new float[] {1, 1, 1, 1, 1, 1, 1, 1});
        assertThat(figures(perfect, mask)).containsExactly(1, 1, 1, 1, 1);
        assertThat(figures(inverted, mask)).containsExactly(0, 0, 0, 0, 0);
        assertThat(figures(constant, mask)).containsExactly(0.25, 0.25, 0.25, 0.25, 0.5);
        assertThat(AttributionLocalisation.of(constant, mask).weighted()).isEqualTo(1);
    }

    private static double[] figures(AnomalyMap map, boolean[] mask) {
        return new double[] {
            RelevanceMass.of(map, mask),
            RelevanceRank.of(map, mask),
            AttributionLocalisation.of(map, mask).value(),
            PointingGame.of(map, mask, 0),
            SaliencyAuroc.of(map, mask)
        };
    }

    @Test
    void anEmptyMaskHasNoFigure() {
        AnomalyMap map = AnomalyMap.of(2, 2, new float[] {1, 2, 3, 4});
        assertThat(Arrays.stream(figures(map, new boolean[4]))).allMatch(value -> Double.isNaN(value));
        assertThat(AttributionLocalisation.of(map, new boolean[4]).weighted()).isNaN();
        assertThat(RelevanceMass.of(AnomalyMap.of(1, 1, new float[1]), new boolean[] {true}))
                .isNaN();
        assertThatThrownBy(() -> RelevanceMass.of(map, new boolean[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RelevanceRank.topK(map, new boolean[4], 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointingNearTheMaskCountsWithinTheTolerance() {
        AnomalyMap map = AnomalyMap.of(1, 6, new float[] {0, 0, 0, 9, 0, 0});
        boolean[] mask = {true, false, false, false, false, false};
        assertThat(PointingGame.of(map, mask, 2)).isZero();
        assertThat(PointingGame.of(map, mask, 3)).isEqualTo(1);
    }
}
