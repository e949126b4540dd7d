package io.xvad.generative.anoddpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Effort;
import io.xvad.generative.diffusion.GaussianOracle;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Restorer;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.search.Budget;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Partial diffusion with a perfect network of images whose values are near 0.2. */
class PartialDiffusionTest {

    private static final int SIDE = 16;
    private static final float NORMAL = 0.2f;

    private final NoiseSchedule schedule = NoiseSchedule.linear(1000);
    private final GaussianOracle oracle = new GaussianOracle(schedule, NORMAL, 0.01);

    private PartialDiffusion restorer(int time, int steps, int runs, double seconds) {
        return restorer(new PartialDiffusion.Course(time, steps, PartialDiffusion.Sampling.ANCESTRAL, runs), seconds);
    }

    private PartialDiffusion restorer(PartialDiffusion.Course course, double seconds) {
        return new PartialDiffusion(
                new NoisePredictor(oracle, UNetForm.of(1, SIDE, 8, List.of(1))),
                schedule,
                new OctaveNoise(SIDE, 4),
                new Margin(SIDE, 0),
                course,
                new Budget(seconds));
    }

    private static float[] normal() {
        float[] image = new float[SIDE * SIDE];
        Arrays.fill(image, NORMAL);
        return image;
    }

    private static boolean isInDisc(int i) {
        return Math.hypot(i % SIDE - 8, i / SIDE - 8) < 4;
    }

    private static float[] withDisc() {
        float[] image = normal();
        for (int i = 0; i < image.length; i++) {
            image[i] = isInDisc(i) ? image[i] - 1 : image[i];
        }
        return image;
    }

    @Test
    void aNormalImageStaysNearlyAsItIs() {
        float[] map = restorer(199, 25, 2, 0).restore(normal(), 1).map();

        assertThat(map).hasSize(SIDE * SIDE);
        for (float value : map) {
            assertThat(value).isLessThan(0.25f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiscComesBackAsNormalAndIsWhereTheMapIs(PartialDiffusion.Sampling sampling) {
        Restorer.Restored restored =
                restorer(new PartialDiffusion.Course(249, 25, sampling, 4), 0).restore(withDisc(), 1);

        double inside = 0;
        double outside = 0;
        for (int i = 0; i < restored.map().length; i++) {
            inside += isInDisc(i) ? restored.map()[i] : 0;
            outside += isInDisc(i) ? 0 : restored.map()[i];
        }
        assertThat(inside).isGreaterThan(2 * outside);
        assertThat(restored.image()[8 * SIDE + 8]).isCloseTo(NORMAL, within(0.35f));
    }

    /** The network and the noise are of the image with its margin, the result of the image. */
    @Test
    void aMarginGoesThroughTheNetworkAndIsTakenAway() {
        PartialDiffusion wide = new PartialDiffusion(
                new NoisePredictor(oracle, UNetForm.of(1, SIDE + 8, 8, List.of(1))),
                schedule,
                new OctaveNoise(SIDE + 8, 4),
                new Margin(SIDE, 4),
                new PartialDiffusion.Course(249, 25, PartialDiffusion.Sampling.DETERMINISTIC, 2),
                new Budget(0));
        Restorer.Restored restored = wide.restore(withDisc(), 1);

        assertThat(restored.image()).hasSize(SIDE * SIDE);
        assertThat(restored.map()).hasSize(SIDE * SIDE);
        assertThat(restored.map()[8 * SIDE + 8]).isGreaterThan(4 * restored.map()[SIDE + 1]);
    }

    @Test
    void withoutNoiseNothingIsRestored() {
        assertThat(restorer(0, 1, 1, 0).restore(withDisc(), 1).image()).containsExactly(withDisc(), within(0.05f));
    }

    @Test
    void allRunsGoThroughTheNetworkTogether() {
        Restorer.Restored restored = restorer(199, 25, 4, 0).restore(normal(), 1);

        assertThat(restored.effort()).isEqualTo(new Effort(25, true));
        assertThat(oracle.runs()).isEqualTo(25);
    }

    @Test
    void everythingRandomFollowsFromTheSeed() {
        float[] image = restorer(199, 5, 1, 0).restore(normal(), 1).image();

        assertThat(restorer(199, 5, 1, 0).restore(normal(), 1).image()).containsExactly(image);
        assertThat(restorer(199, 5, 1, 0).restore(normal(), 2).image()).isNotEqualTo(image);
    }

    @Test
    void aBudgetInSecondsEndsItAfterTheStepThatUsesItUp() {
        assertThat(restorer(199, 200, 1, 1e-9).restore(normal(), 1).effort()).isEqualTo(new Effort(1, false));
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> restorer(199, 25, 1, 0).restore(normal(), 1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
