package io.xvad.generative.likelihoodratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GradientFunction;
import io.xvad.training.Trainable;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PixelCnnTest {

    private static final String LEVELS = "levels";
    private static final String LIKELIHOOD = "likelihood";
    private static final int HEIGHT = 6;
    private static final int WIDTH = 5;

    private static Trainable model(int components, int height, int width) {
        Trainable net = new Trainable(3);
        PixelCnn model = new PixelCnn(net, "", 3, 1, new DiscretisedLogistic(components));
        model.logLikelihood(net.input(LEVELS, 1, height, width)).rename(LIKELIHOOD);
        return net;
    }

    private static float[] drawn(int count, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        float[] levels = new float[count];
        for (int i = 0; i < count; i++) {
            levels[i] = random.nextInt(256);
        }
        return levels;
    }

    private static Map<String, INDArray> image(float[] levels, int height, int width) {
        return Map.of(LEVELS, Nd4j.create(levels, new long[] {1, 1, height, width}, 'c'));
    }

    /** At random weights, before any step. */
    @Test
    void theDistributionOfAPixelHasNoGradientByItselfAndWhatFollowsAndSomeByItsNeighbours() {
        Trainable net = new Trainable(3);
        PixelCnn model = new PixelCnn(net, "", 3, 1, new DiscretisedLogistic(2));
        SDVariable parameters = model.parameters(net.input(LEVELS, 1, HEIGHT, WIDTH));
        SDVariable weights = net.input("weights", HEIGHT * WIDTH);
        parameters
                .mul(parameters)
                .sum(1)
                .reshape(-1, HEIGHT * WIDTH)
                .mul(weights)
                .sum()
                .rename("loss");
        net.graph().setLossVariables("loss");
        GradientFunction.add(net.graph(), LEVELS);
        float[] levels = drawn(HEIGHT * WIDTH, 1);
        for (int pixel : new int[] {0, WIDTH - 1, WIDTH, 2 * WIDTH + 2, levels.length - 1}) {
            Map<String, INDArray> inputs = Map.of(
                    LEVELS,
                    Nd4j.create(levels, new long[] {1, 1, HEIGHT, WIDTH}, 'c'),
                    "weights",
                    Nd4j.zeros(1, HEIGHT * WIDTH).putScalar(pixel, 1));
            float[] gradient = Objects.requireNonNull(
                            net.graph().calculateGradients(inputs, LEVELS).get(LEVELS))
                    .dup('c')
                    .data()
                    .asFloat();
            for (int other = pixel; other < levels.length; other++) {
                assertThat(gradient[other]).as("%d by %d", pixel, other).isZero();
            }
            if (pixel % WIDTH > 0) {
                assertThat(gradient[pixel - 1]).as("left of %d", pixel).isNotZero();
            }
            if (pixel >= WIDTH) {
                assertThat(gradient[pixel - WIDTH]).as("above %d", pixel).isNotZero();
            }
        }
    }

    /** Of all images of two pixels, beside or above each other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void probabilitiesOfAllImagesSumToOne(int height) {
        int width = 2 / height;
        Trainable net = model(2, height, width);
        int atOnce = 1 << 14;
        double sum = 0;
        for (int begun = 0; begun < 1 << 16; begun += atOnce) {
            float[] pairs = new float[2 * atOnce];
            for (int i = 0; i < atOnce; i++) {
                int pair = begun + i;
                pairs[2 * i] = pair >> 8;
                pairs[2 * i + 1] = pair & 255;
            }
            float[] found =
                    net.run(Map.of(LEVELS, Nd4j.create(pairs, new long[] {atOnce, 1, height, width}, 'c')), LIKELIHOOD);
            for (int i = 0; i < atOnce; i++) {
                sum += Math.exp((double) found[2 * i] + found[2 * i + 1]);
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-3));
    }

    @Test
    void likelihoodsDoNotDependOnTheRestOfTheBatch() {
        Trainable net = model(1, HEIGHT, WIDTH);
        float[] both = drawn(2 * HEIGHT * WIDTH, 2);
        float[] together =
                net.run(Map.of(LEVELS, Nd4j.create(both, new long[] {2, 1, HEIGHT, WIDTH}, 'c')), LIKELIHOOD);
        float[] alone = net.run(image(Arrays.copyOf(both, HEIGHT * WIDTH), HEIGHT, WIDTH), LIKELIHOOD);
        for (int i = 0; i < alone.length; i++) {
            assertThat(together[i]).isCloseTo(alone[i], within(1e-4f));
        }
    }
}
