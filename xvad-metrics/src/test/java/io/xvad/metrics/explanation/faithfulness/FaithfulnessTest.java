package io.xvad.metrics.explanation.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.Golden;
import io.xvad.metrics.explanation.Toy;
import io.xvad.metrics.explanation.faithfulness.PixelGroups.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against Quantus on the same score, and the analytic values of a linear score and its exact map. */
class FaithfulnessTest {

    private static final Offset<Double> CLOSE = within(1e-5);
    private static final Image IMAGE = Toy.image();
    private static final AnomalyMap MAP = Toy.map("a");
    private static final Replacement BLACK = Replacement.constant(0);
    private static final AnomalyMap EXACT = Toy.contributions(IMAGE);

    private static double[] curve(PixelGroups regions) {
        return RemovalCurve.of(Toy::score, IMAGE, regions, BLACK).scores();
    }

    private static void assertRest(double[] scores, double[] expected) {
        assertThat(scores).hasSize(expected.length + 1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(scores[i + 1]).isCloseTo(expected[i], CLOSE);
        }
    }

    @Test
    void pixelFlippingAndSelectivityAgreeWithQuantus() {
        assertRest(curve(PixelGroups.pixels(MAP, 12, Order.MORF, 0)), Toy.golden("pixel-flipping"));
        assertRest(curve(PixelGroups.squares(MAP, 4, Order.MORF)), Toy.golden("selectivity"));
    }

    @Test
    void regionPerturbationAgreesWithQuantus() {
        for (Order order : Order.values()) {
            double[] scores = curve(PixelGroups.squares(MAP, 4, order));
            double[] losses =
                    Arrays.stream(scores).map(score -> scores[0] - score).toArray();
            assertRest(losses, Toy.golden("region-perturbation-" + order.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    @Test
    void irofAgreesWithQuantus() {
        int[] segments = new int[Toy.SIDE * Toy.SIDE];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = i / Toy.SIDE / 5 * 3 + i % Toy.SIDE / 5;
        }
        RemovalCurve curve = RemovalCurve.of(Toy::score, IMAGE, PixelGroups.segments(MAP, segments, Order.MORF), BLACK);
        double[] scores = curve.scores();
        double area = 0;
        for (int k = 2; k < scores.length; k++) {
            area += (scores[k - 1] + scores[k]) / 2 / scores[0];
        }
        assertThat(scores.length - 1 - area).isCloseTo(Toy.golden("irof")[0], within(1e-4));
        assertThat(curve.relativeAreaOver()).isCloseTo(1 - curve.area() / scores[0], within(1e-12));
    }

    @Test
    void correlationsAgreeWithQuantus() {
        assertThat(FaithfulnessEstimate.of(Toy::score, IMAGE, MAP, PixelGroups.pixels(MAP, 4, Order.MORF, 0), BLACK))
                .isCloseTo(Toy.golden("faithfulness-estimate")[0], CLOSE);
        double[] flat = Golden.npy("explanation-sets.npy").doubles();
        List<int[]> sets = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            sets.add(Arrays.stream(flat, k * 30, (k + 1) * 30)
                    .mapToInt(i -> (int) i)
                    .toArray());
        }
        assertThat(FaithfulnessCorrelation.of(Toy::score, IMAGE, MAP, BLACK, sets))
                .isCloseTo(Toy.golden("faithfulness-correlation")[0], CLOSE);
    }

    @Test
    void imputationSolvesTheEquationsOfRoad() {
        Image imputed = new NoisyLinearImputation(0, 0).replace(IMAGE, Toy.mask());
        double[] expected = Toy.golden("imputed");
        int k = 0;
        for (int i = 0; i < Toy.mask().length; i++) {
            double value = Toy.mask()[i] ? expected[k++] : IMAGE.buffer().get(i);
            assertThat((double) imputed.buffer().get(i)).isCloseTo(value, within(1e-4));
        }
        boolean[] all = new boolean[Toy.SIDE * Toy.SIDE];
        Arrays.fill(all, true);
        assertThat(new NoisyLinearImputation(0, 0).replace(IMAGE, all).toArray())
                .containsOnly(0f);
        assertThat(new NoisyLinearImputation(0.01, 3).replace(IMAGE, all))
                .isEqualTo(new NoisyLinearImputation(0.01, 3).replace(IMAGE, all));
    }

    @Test
    void theExactMapOfALinearScoreIsPerfect() {
        ToDoubleFunction<Image> linear = Toy::linear;
        assertThat(FaithfulnessCorrelation.of(linear, IMAGE, EXACT, BLACK, 20, 50, 1))
                .isCloseTo(1, within(1e-6));
        assertThat(FaithfulnessCorrelation.of(linear, IMAGE, Toy.negated(EXACT), BLACK, 20, 50, 1))
                .isCloseTo(-1, within(1e-6));
        for (double one :
                FaithfulnessCorrelation.sensitivityN(linear, IMAGE, EXACT, BLACK, new int[] {1, 70, 140}, 50, 1)) {
            assertThat(one).isCloseTo(1, within(1e-6));
        }
        assertThat(FaithfulnessEstimate.of(linear, IMAGE, EXACT, PixelGroups.pixels(EXACT, 1, Order.MORF, 0), BLACK))
                .isCloseTo(1, within(1e-6));
        Infidelity infidelity = Infidelity.of(linear, IMAGE, Toy.map("w"), BLACK, 3, 40, 2);
        assertThat(infidelity.raw()).isCloseTo(0, within(1e-9));
        AnomalyMap doubled = Toy.map("w");
        float[] values = doubled.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 2;
        }
        Infidelity twice = Infidelity.of(linear, IMAGE, AnomalyMap.of(Toy.SIDE, Toy.SIDE, values), BLACK, 3, 40, 2);
        assertThat(twice.raw()).isPositive();
        assertThat(twice.scaled()).isCloseTo(0, within(1e-9));
    }

    @Test
    void infidelityOfOneSquareByHand() {
        Image image = Image.of("i", 1, 1, 1, new float[] {0.5f});
        Infidelity infidelity = Infidelity.of(
                x -> 4.0 * x.buffer().get(0), image, AnomalyMap.of(1, 1, new float[] {3}), BLACK, 1, 5, 0);
        assertThat(infidelity.raw()).isCloseTo(0.25, within(1e-12));
    }

    /** A metric must be able to fail: good, inverted, random and constant maps come apart. */
    @Test
    void goodInvertedAndConstantMapsComeApart() {
        AnomalyMap constant = AnomalyMap.of(Toy.SIDE, Toy.SIDE, new float[Toy.SIDE * Toy.SIDE]);
        double good = aopc(EXACT);
        assertThat(good).isGreaterThan(aopc(constant));
        assertThat(aopc(constant)).isGreaterThan(aopc(Toy.negated(EXACT)));
        Erasure best = erasure(EXACT);
        Erasure worst = erasure(Toy.negated(EXACT));
        assertThat(best.comprehensiveness())
                .isGreaterThan(erasure(constant).comprehensiveness())
                .isGreaterThan(worst.comprehensiveness());
        assertThat(best.sufficiency())
                .isLessThan(erasure(constant).sufficiency())
                .isLessThan(worst.sufficiency());
        List<Double> shares = List.of(0.1, 0.3, 0.5);
        assertThat(Road.of(Toy::linear, IMAGE, EXACT, shares, 0).difference()).isPositive();
        assertThat(Road.of(Toy::linear, IMAGE, Toy.negated(EXACT), shares, 0).difference())
                .isNegative();
        assertThat(FaithfulnessCorrelation.of(Toy::linear, IMAGE, constant, BLACK, 20, 50, 1))
                .isNaN();
    }

    private static double aopc(AnomalyMap map) {
        return RemovalCurve.of(Toy::linear, IMAGE, PixelGroups.pixels(map, 6, Order.MORF, 0), BLACK)
                .aopc();
    }

    private static Erasure erasure(AnomalyMap map) {
        return Erasure.of(Toy::linear, IMAGE, map, BLACK, Erasure.DEFAULT_SHARES, 0);
    }

    @Test
    void monotonicityCountsStepsThatFall() {
        Image image = Image.of("i", 1, 1, 3, new float[] {1, 1, 1});
        ToDoubleFunction<Image> score =
                x -> x.buffer().get(0) - x.buffer().get(1) + 2 * x.buffer().get(2);
        AnomalyMap map = AnomalyMap.of(1, 3, new float[] {1, -1, 2});
        assertThat(Monotonicity.of(score, image, PixelGroups.pixels(map, 1, Order.LERF, 0), BLACK))
                .isEqualTo(2 / 3.0);
        ToDoubleFunction<Image> positive =
                x -> x.buffer().get(0) + x.buffer().get(1) + 2 * x.buffer().get(2);
        assertThat(Monotonicity.of(positive, image, PixelGroups.pixels(map, 1, Order.LERF, 0), BLACK))
                .isEqualTo(1);
    }

    @Test
    void whatRemovedPixelsAreReplacedWith() {
        Image image = Image.of("i", 1, 1, 4, new float[] {0, 1, 0.5f, 0.5f});
        boolean[] removed = {true, false, true, false};
        assertThat(Replacement.mean().replace(image, removed).toArray()).containsExactly(0.5f, 1, 0.5f, 0.5f);
        assertThat(Replacement.constant(1).replace(image, removed).toArray()).containsExactly(1, 1, 1, 0.5f);
        Image normal = Image.of("n", 1, 1, 4, new float[] {0.1f, 0.2f, 0.3f, 0.4f});
        assertThat(Replacement.restoreToNormal(any -> normal)
                        .replace(image, removed)
                        .toArray())
                .containsExactly(0.1f, 1, 0.3f, 0.5f);
        assertThat(Replacement.noise(1).replace(image, removed))
                .isEqualTo(Replacement.noise(1).replace(image, removed));
        assertThatThrownBy(() -> Replacement.mean().replace(image, new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Why restore-to-normal: a spot on a grey ground, and a detector that measures the distance to grey. Blackening the
     * spot makes the image stranger, restoring it makes it normal.
     */
    @Test
    void blackRaisesTheScoreWhereRestoringLowersIt() {
        float[] values = new float[16];
        Arrays.fill(values, 0.5f);
        Image normal = Image.of("normal", 1, 4, 4, values);
        values[5] = 0.7f;
        Image spot = Image.of("spot", 1, 4, 4, values);
        ToDoubleFunction<Image> distance = image -> {
            double sum = 0;
            for (float value : image.toArray()) {
                sum += Math.abs(value - 0.5);
            }
            return sum;
        };
        float[] saliency = new float[16];
        saliency[5] = 1;
        PixelGroups first = PixelGroups.pixels(AnomalyMap.of(4, 4, saliency), 1, Order.MORF, 0)
                .first(1);
        assertThat(RemovalCurve.of(distance, spot, first, BLACK).aopc()).isNegative();
        assertThat(RemovalCurve.of(distance, spot, first, Replacement.restoreToNormal(any -> normal))
                        .aopc())
                .isPositive();
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> PixelGroups.pixels(MAP, 0, Order.MORF, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PixelGroups.squares(MAP, 0, Order.MORF)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PixelGroups.segments(MAP, new int[3], Order.MORF))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Erasure.of(Toy::score, IMAGE, MAP, BLACK, List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Road.of(Toy::score, IMAGE, MAP, List.of(1.0), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Infidelity.of(Toy::score, IMAGE, MAP, BLACK, 13, 5, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FaithfulnessCorrelation.of(Toy::score, IMAGE, MAP, BLACK, 0, 5, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
