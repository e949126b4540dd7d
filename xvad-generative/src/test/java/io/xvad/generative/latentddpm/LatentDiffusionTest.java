package io.xvad.generative.latentddpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Transition;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.search.Budget;
import io.xvad.generative.search.GaussianNoise;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** What is masked, and how it is generated, with a model that tells no noise: it takes a value for the clean one times what noise left of it. */
class LatentDiffusionTest {

    private static final NoiseSchedule SCHEDULE = DiffusionOptions.schedule();
    private static final UNetForm FORM = UNetForm.of(2, 2, 4, List.of(1));
    private static final float[] LATENT = {1, -1, 0.5f, 2, 0, 3, -2, 0.1f};

    private static final NoisePredictor NO_NOISE = new NoisePredictor(
            new Network() {
                @Override
                public Map<String, Tensor> run(Tensor input) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                    int[] shape = Objects.requireNonNull(inputs.get(NoisePredictor.NOISED))
                            .shape();
                    return Map.of(NoisePredictor.NOISE, Tensor.owning(new float[LATENT.length], shape));
                }

                @Override
                public void close() {}
            },
            FORM);

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(4);

    private static Budget.Clock clock(double seconds) {
        return new Budget(seconds).start();
    }

    /** The divergence of Gaussians of one variance, {@code |m - m'|^2 / (2 variance)}, averaged over channels. */
    @Test
    void theDivergenceIsThatOfTwoGaussians() {
        int time = 499;
        StepDivergence divergence = new StepDivergence(NO_NOISE, SCHEDULE, new int[] {time});

        float[] found = divergence.of(LATENT, random, clock(0)).values();

        float[] noise = GaussianNoise.drawn(RandomSource.XO_SHI_RO_256_PP.create(4), LATENT.length);
        float[] noised = SCHEDULE.noised(LATENT, noise, time);
        float[] told = SCHEDULE.denoised(noised, new float[LATENT.length], time).clean();
        Transition step = SCHEDULE.between(time, time - 1);
        float[] known = step.mean(noised, LATENT);
        float[] modelled = step.mean(noised, told);
        for (int place = 0; place < 4; place++) {
            double expected = 0;
            for (int i = place; i < LATENT.length; i += 4) {
                expected += Math.pow(known[i] - modelled[i], 2) / (2 * step.variance(Transition.Variance.SMALL)) / 2;
            }
            assertThat((double) found[place]).isCloseTo(expected, within(1e-3 * expected + 1e-9));
        }
    }

    @Test
    void timesAreAveraged() {
        double one = mean(new StepDivergence(NO_NOISE, SCHEDULE, new int[] {400}));
        double other = mean(new StepDivergence(NO_NOISE, SCHEDULE, new int[] {600}));
        double both = mean(new StepDivergence(NO_NOISE, SCHEDULE, new int[] {400, 600}));
        assertThat(both).isCloseTo((one + other) / 2, within(0.15 * both));
    }

    private double mean(StepDivergence divergence) {
        double sum = 0;
        for (int i = 0; i < 3000; i++) {
            for (float value : divergence.of(LATENT, random, clock(0)).values()) {
                sum += value;
            }
        }
        return sum / (3000 * 4);
    }

    @Test
    void placesThatAreNotMaskedAreAsTheyWere() {
        MaskedDiffusion diffusion = new MaskedDiffusion(NO_NOISE, SCHEDULE, SCHEDULE.strided(499, 10));

        float[] none = diffusion.of(LATENT, new boolean[4], random, clock(0)).latent();
        boolean[] one = {false, true, false, false};
        float[] some = diffusion.of(LATENT, one, random, clock(0)).latent();

        assertThat(none).containsExactly(LATENT);
        for (int i = 0; i < LATENT.length; i++) {
            if (one[i % 4]) {
                assertThat(some[i]).isNotEqualTo(LATENT[i]);
            } else {
                assertThat(some[i]).isEqualTo(LATENT[i]);
            }
        }
    }

    /** Each step is drawn by the model alone: the same recursion by hand, with the same noise. */
    @Test
    void allPlacesMaskedIsSampling() {
        int[] times = SCHEDULE.strided(499, 3);
        MaskedDiffusion diffusion = new MaskedDiffusion(NO_NOISE, SCHEDULE, times);
        boolean[] all = {true, true, true, true};

        float[] found = diffusion.of(LATENT, all, random, clock(0)).latent();

        UniformRandomProvider same = RandomSource.XO_SHI_RO_256_PP.create(4);
        float[] value = SCHEDULE.noised(LATENT, GaussianNoise.drawn(same, LATENT.length), times[0]);
        for (int i = 0; i < times.length; i++) {
            int next = i + 1 < times.length ? times[i + 1] : NoiseSchedule.CLEAN;
            float[] clean =
                    SCHEDULE.denoised(value, new float[LATENT.length], times[i]).clean();
            value = SCHEDULE.between(times[i], next)
                    .ancestral(value, clean, GaussianNoise.drawn(same, LATENT.length), Transition.Variance.SMALL);
            GaussianNoise.drawn(same, LATENT.length);
        }
        assertThat(found).containsExactly(value);
    }

    @Test
    void aBudgetInSecondsEndsBothAfterTheirFirstStep() {
        MaskedDiffusion diffusion = new MaskedDiffusion(NO_NOISE, SCHEDULE, SCHEDULE.strided(499, 10));
        MaskedDiffusion.Generated generated =
                diffusion.of(LATENT, new boolean[] {true, false, false, false}, random, clock(1e-9));
        assertThat(generated.steps()).isEqualTo(1);
        assertThat(generated.latent()[1]).isEqualTo(LATENT[1]);
        StepDivergence divergence = new StepDivergence(NO_NOISE, SCHEDULE, new int[] {400, 500, 600});
        assertThat(divergence.of(LATENT, random, clock(1e-9)).steps()).isEqualTo(1);
    }

    @Test
    void stepsAreCancelled() {
        StepDivergence divergence = new StepDivergence(NO_NOISE, SCHEDULE, new int[] {400, 500, 600});
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> divergence.of(LATENT, random, clock(0))).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void ofFewImagesAllPlacesHaveOneThreshold() {
        float[][] images = new float[40][100];
        for (float[] image : images) {
            for (int i = 0; i < image.length; i++) {
                image[i] = random.nextFloat();
            }
        }
        Thresholds thresholds = Thresholds.of(List.of(images), 97.5);
        assertThat(thresholds.values()).containsOnly(thresholds.values()[0]);
        int masked = 0;
        for (float[] image : images) {
            for (boolean isMasked : thresholds.mask(image)) {
                masked += isMasked ? 1 : 0;
            }
        }
        assertThat(masked / 4000.0).isCloseTo(0.025, within(0.001));
    }

    @Test
    void ofManyImagesEachPlaceHasItsOwn() {
        List<float[]> images = Collections.nCopies(Thresholds.OWN, new float[] {1, 2, 3, 4});
        assertThat(Thresholds.of(images, 97.5).values()).containsExactly(1, 2, 3, 4);
        assertThat(Thresholds.of(images.subList(1, 3), 97.5).values()).containsOnly(4);
    }
}
