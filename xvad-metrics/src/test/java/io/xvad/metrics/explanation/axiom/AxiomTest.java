package io.xvad.metrics.explanation.axiom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.explanation.Toy;
import io.xvad.metrics.explanation.faithfulness.PixelGroups;
import io.xvad.metrics.explanation.faithfulness.Replacement;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AxiomTest {

    private static final Image IMAGE = Toy.image();

    @Test
    void contributionsOfALinearScoreAreComplete() {
        Image black = Image.of("black", 1, Toy.SIDE, Toy.SIDE, new float[Toy.SIDE * Toy.SIDE]);
        assertThat(Completeness.of(Toy::linear, IMAGE, Toy.contributions(IMAGE), black)
                        .error())
                .isLessThan(1e-5);
        assertThat(Completeness.of(Toy::linear, IMAGE, Toy.map("w"), black).error())
                .isGreaterThan(0.1);
        assertThat(Completeness.of(Toy::linear, black, Toy.map("w"), black).error())
                .isNaN();
    }

    @Test
    void aRegionHasSaliencyIfTheScoreDependsOnIt() {
        Image image = Image.of("i", 1, 1, 4, new float[] {1, 1, 1, 1});
        AnomalyMap right = AnomalyMap.of(1, 4, new float[] {5, 0, 0, 0});
        AnomalyMap wrong = AnomalyMap.of(1, 4, new float[] {0, 5, 0, 0});
        assertThat(nonSensitivity(image, right)).isZero();
        assertThat(nonSensitivity(image, wrong)).isEqualTo(0.5);
    }

    private static double nonSensitivity(Image image, AnomalyMap map) {
        return NonSensitivity.of(
                x -> x.buffer().get(0),
                image,
                map,
                PixelGroups.squares(map, 1, PixelGroups.Order.MORF),
                Replacement.constant(0),
                1e-9);
    }

    @Test
    void gradientsAreInvariantToAShiftAndContributionsAreNot() {
        float[] values = IMAGE.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] / 2 + 0.4f;
        }
        Image base = Image.of("base", 1, Toy.SIDE, Toy.SIDE, IMAGE.toArray());
        Image shifted = Image.of("shifted", 1, Toy.SIDE, Toy.SIDE, values);
        Function<Image, AnomalyMap> gradient = image -> Toy.map("w");
        assertThat(InputInvariance.of(gradient, gradient, base, shifted)).isZero();
        assertThat(InputInvariance.of(Toy::contributions, Toy::contributions, base, shifted))
                .isGreaterThan(0.05);
    }

    @Test
    void randomisingTheNetworkMustChangeTheMap() {
        List<String> layers = List.of("top", "middle", "bottom");
        ParameterRandomisation blind = ParameterRandomisation.of(layers, n -> Toy.map("a"), 0.1);
        assertThat(blind.similarity())
                .allSatisfy(one -> assertThat(one.spearman()).isCloseTo(1, within(1e-12)));
        assertThat(blind.entropyRise()).isZero();
        ParameterRandomisation seeing =
                ParameterRandomisation.of(layers, n -> Toy.map(n == 0 ? "a" : n == 1 ? "b" : "v"), 0.1);
        assertThat(seeing.similarity().get(0).spearman()).isBetween(0.6, 0.8);
        assertThat(seeing.similarity().get(2).spearman()).isLessThan(0.5);
        assertThat(seeing.entropyRise()).isPositive();
        ParameterRandomisation smooth = ParameterRandomisation.smooth(
                layers, (n, draw) -> draw % 2 == 0 ? Toy.map("a") : Toy.negated(Toy.map("b")), 4, 0.1);
        assertThat(smooth.similarity()).hasSize(3);
        assertThat(smooth.similarity().get(0).spearman()).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> ParameterRandomisation.of(List.of(), n -> Toy.map("a"), 0.1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
