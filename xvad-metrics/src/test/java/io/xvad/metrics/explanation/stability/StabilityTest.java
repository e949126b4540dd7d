package io.xvad.metrics.explanation.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.metrics.explanation.Toy;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Explanations whose stability can be written down: a constant, multiples of the image, and noise. */
class StabilityTest {

    private static final Image IMAGE = grey(0.3, 0.6);
    private static final Function<Image, AnomalyMap> CONSTANT = image -> AnomalyMap.of(8, 8, filled(1));

    private static float[] filled(double value) {
        float[] values = new float[64];
        java.util.Arrays.fill(values, (float) value);
        return values;
    }

    private static Image grey(double low, double high) {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(low, high);
        }
        return Image.of("grey", 1, 8, 8, values);
    }

    private static Function<Image, AnomalyMap> times(float factor) {
        return image -> {
            float[] values = image.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
            return AnomalyMap.of(8, 8, values);
        };
    }

    private static Function<Image, AnomalyMap> noise() {
        SplittableRandom random = new SplittableRandom(9);
        return image -> {
            float[] values = new float[64];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble();
            }
            return AnomalyMap.of(8, 8, values);
        };
    }

    @Test
    void sensitivitySeparatesConstantProportionalAndRandom() {
        assertThat(Sensitivity.of(CONSTANT, IMAGE, 0.1, 5, 1)).isEqualTo(new Sensitivity(0, 0));
        Sensitivity proportional = Sensitivity.of(times(3), IMAGE, 0.1, 50, 1);
        Sensitivity same = Sensitivity.of(times(1), IMAGE, 0.1, 50, 1);
        assertThat(proportional.max()).isCloseTo(same.max(), within(1e-6)).isGreaterThan(proportional.mean());
        double norm = 0;
        for (float value : IMAGE.toArray()) {
            norm += value * value;
        }
        double expected = Math.sqrt(64 * 0.1 * 0.1 / 3 / norm);
        assertThat(proportional.mean()).isCloseTo(expected, within(0.15 * expected));
        assertThat(Sensitivity.of(noise(), IMAGE, 0.1, 5, 1).mean()).isGreaterThan(0.3);
        assertThat(Sensitivity.of(times(0), IMAGE, 0.1, 5, 1).max()).isNaN();
        assertThat(Sensitivity.of(times(3), IMAGE, 0.1, 50, 1)).isEqualTo(proportional);
    }

    @Test
    void theLipschitzConstantOfAMultipleIsTheFactor() {
        assertThat(LocalLipschitz.of(times(3), IMAGE, 0.1, 10, 1)).isCloseTo(3, within(1e-5));
        assertThat(LocalLipschitz.of(CONSTANT, IMAGE, 0.1, 10, 1)).isZero();
        assertThat(LocalLipschitz.of(noise(), IMAGE, 0.01, 10, 1)).isGreaterThan(10);
    }

    @Test
    void relativeStabilityOfAMultipleIsOne() {
        RelativeStability input = RelativeStability.input(times(3), IMAGE, 0.1, 11, 1);
        assertThat(input.max()).isCloseTo(1, within(1e-5));
        assertThat(input.median()).isCloseTo(1, within(1e-5));
        Function<Image, double[]> values =
                image -> new double[] {image.buffer().get(0), image.buffer().get(1)};
        RelativeStability all = RelativeStability.representation(
                image -> AnomalyMap.of(
                        1, 2, new float[] {image.buffer().get(0), image.buffer().get(1)}),
                IMAGE,
                values,
                0.1,
                10,
                1);
        assertThat(all.max()).isCloseTo(1, within(1e-5));
        RelativeStability output = RelativeStability.output(
                image -> AnomalyMap.of(1, 1, new float[] {2 * image.buffer().get(0)}),
                IMAGE,
                image -> new double[] {image.buffer().get(0)},
                0.1,
                10,
                1);
        assertThat(output.median()).isCloseTo(1 / IMAGE.buffer().get(0), within(1e-3));
    }

    @Test
    void similarityAgreesWithScipyAndScikitImage() {
        MapSimilarity similarity = MapSimilarity.of(Toy.map("a"), Toy.map("b"), 0.1);
        assertThat(similarity.spearman()).isCloseTo(Toy.golden("spearman")[0], within(1e-9));
        assertThat(similarity.ssim()).isCloseTo(Toy.golden("ssim")[0], within(1e-9));
        MapSimilarity same = MapSimilarity.of(Toy.map("a"), Toy.map("a"), 0.1);
        assertThat(same.spearman()).isCloseTo(1, within(1e-12));
        assertThat(same.ssim()).isCloseTo(1, within(1e-12));
        assertThat(same.topIou()).isEqualTo(1);
        MapSimilarity inverted = MapSimilarity.of(Toy.map("a"), Toy.negated(Toy.map("a")), 0.1);
        assertThat(inverted.spearman()).isCloseTo(-1, within(1e-12));
        assertThat(inverted.topIou()).isZero();
        AnomalyMap constant = AnomalyMap.of(2, 2, new float[4]);
        assertThat(MapSimilarity.of(constant, constant, 0.5).spearman()).isNaN();
        assertThatThrownBy(() -> MapSimilarity.of(constant, Toy.map("a"), 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void benignChangesAreUndone() {
        MapSimilarity shifted = BenignChange.shift().similarity(times(1), IMAGE, 0.1);
        assertThat(shifted.spearman()).isGreaterThan(0.7);
        MapSimilarity brighter = BenignChange.brightness(0.05).similarity(times(1), IMAGE, 0.1);
        assertThat(brighter.spearman()).isGreaterThan(0.999);
        assertThat(brighter.topIou()).isEqualTo(1);
        MapSimilarity noisy = BenignChange.noise(0.01, 3).similarity(noise(), IMAGE, 0.1);
        assertThat(noisy.spearman()).isLessThan(0.5);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> Sensitivity.of(CONSTANT, IMAGE, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sensitivity.of(CONSTANT, IMAGE, 0.1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        Function<Image, AnomalyMap> growing =
                image -> image == IMAGE ? AnomalyMap.of(1, 1, new float[1]) : AnomalyMap.of(8, 8, filled(1));
        assertThatThrownBy(() -> LocalLipschitz.of(growing, IMAGE, 0.1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one size");
    }
}
