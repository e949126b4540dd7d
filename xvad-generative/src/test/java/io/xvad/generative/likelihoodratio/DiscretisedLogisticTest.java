package io.xvad.generative.likelihoodratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class DiscretisedLogisticTest {

    private static final double HALF = 127.5;

    /** Of one component, with mean and scale in grey levels. */
    private static float[] likelihoods(float[] levels, double mean, double scale) {
        double raw = Math.log(Math.expm1(scale / HALF - Math.exp(-7)));
        return mixture(levels, new double[][] {{0, mean / HALF - 1, raw}});
    }

    /** Of components with a logit, a mean and what the scale is made of, in the units of the network. */
    private static float[] mixture(float[] levels, double[][] components) {
        int count = levels.length;
        float[] parameters = new float[3 * components.length * count];
        for (int c = 0; c < components.length; c++) {
            for (int part = 0; part < 3; part++) {
                for (int i = 0; i < count; i++) {
                    parameters[(part * components.length + c) * count + i] = (float) components[c][part];
                }
            }
        }
        SameDiff graph = SameDiff.create();
        SDVariable given =
                graph.constant(Nd4j.create(parameters, new long[] {1, 3L * components.length, 1, count}, 'c'));
        SDVariable x = graph.constant(Nd4j.create(levels, new long[] {1, 1, 1, count}, 'c'));
        return new DiscretisedLogistic(components.length)
                .logLikelihood(x, given)
                .eval()
                .dup('c')
                .data()
                .asFloat();
    }

    private static float[] all() {
        float[] levels = new float[256];
        IntStream.range(0, 256).forEach(i -> levels[i] = i);
        return levels;
    }

    private static double sum(float[] logarithms) {
        double sum = 0;
        for (float logarithm : logarithms) {
            sum += Math.exp(logarithm);
        }
        return sum;
    }

    /** In double precision, from the definition. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 5, -2.039386758",
        "12, 10, 5, -3.036204030",
        "128, 100, 20, -4.836562107",
        "255, 250, 3, -1.701413278"
    })
    void likelihoodsOfLevels(float level, double mean, double scale, float expected) {
        assertThat(likelihoods(new float[] {level}, mean, scale)[0]).isCloseTo(expected, within(1e-4f));
    }

    @ParameterizedTest
    @CsvSource({"100, 20", "0, 0.2", "255, 3", "-40, 5", "128, 400"})
    void probabilitiesOfAllLevelsSumToOne(double mean, double scale) {
        assertThat(sum(likelihoods(all(), mean, scale))).isCloseTo(1, within(2e-4));
    }

    @Test
    void thoseOfAMixtureDoToo() {
        double[][] components = {{0.3, -0.5, -2}, {-1, 0.9, -5}, {0, 0, 1}};
        assertThat(sum(mixture(all(), components))).isCloseTo(1, within(2e-4));
    }

    @Test
    void aMixtureOfEqualComponentsIsTheComponent() {
        float[] one = mixture(all(), new double[][] {{0, 0.2, -3}});
        float[] two = mixture(all(), new double[][] {{5, 0.2, -3}, {-1, 0.2, -3}});
        for (int i = 0; i < one.length; i++) {
            assertThat(two[i]).isCloseTo(one[i], within(1e-3f));
        }
    }

    /** Where the difference of the two values of the distribution function is 0 in float32. */
    @Test
    void farFromTheMeanItIsFiniteAndFallsAlongALine() {
        float[] found = likelihoods(new float[] {200, 210, 220}, 10, 0.25);
        assertThat(found[0] - found[1]).isCloseTo(40, within(0.1f));
        assertThat(found[1] - found[2]).isCloseTo(40, within(0.1f));
    }
}
