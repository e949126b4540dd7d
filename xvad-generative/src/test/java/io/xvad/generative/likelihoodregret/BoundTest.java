package io.xvad.generative.likelihoodregret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.engine.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {

    private static final Tensor IMAGE = LinearGaussian.image(0.7f, -1.2f, 0.4f, 2);
    private static final Posterior EXACT = LinearGaussian.exact(IMAGE);

    private static double bound(boolean importanceWeighted, int samples, Posterior posterior) {
        return new Bound(new LinearGaussian(), importanceWeighted, samples, 3)
                .of(IMAGE, posterior)
                .value();
    }

    private static Posterior shifted(double first, double second) {
        float[] mean = EXACT.mean().clone();
        mean[0] += (float) first;
        mean[1] += (float) second;
        return new Posterior(mean, EXACT.logVariance());
    }

    /** The weights of all draws are the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void underTheExactPosteriorBothBoundsAreTheLikelihood(boolean importanceWeighted) {
        double likelihood = LinearGaussian.logLikelihood(IMAGE);
        assertThat(bound(importanceWeighted, 1, EXACT)).isCloseTo(likelihood, within(1e-4));
        assertThat(bound(importanceWeighted, 60, EXACT)).isCloseTo(likelihood, within(1e-4));
    }

    /** Half of the squared shift in units of the posterior's variance, the divergence of two Gaussians of equal variance. */
    @Test
    void theEvidenceBoundOfAShiftedPosteriorIsLowerByTheDivergence() {
        double expected = 0.5 * (0.3 * 0.3 * LinearGaussian.precision(0) + 0.4 * 0.4 * LinearGaussian.precision(1));
        double found = LinearGaussian.logLikelihood(IMAGE) - bound(false, 200_000, shifted(0.3, -0.4));
        assertThat(found).isCloseTo(expected, within(0.02));
    }

    @Test
    void theImportanceWeightedBoundLiesBetweenTheEvidenceBoundAndTheLikelihood() {
        Posterior shifted = shifted(0.3, -0.4);
        double weighted = bound(true, 1000, shifted);
        assertThat(weighted).isGreaterThan(bound(false, 1000, shifted));
        assertThat(weighted).isCloseTo(LinearGaussian.logLikelihood(IMAGE), within(0.1));
    }

    @Test
    void theSameNoiseIsDrawnEachTime() {
        assertThat(bound(true, 30, shifted(0.3, 0.1))).isEqualTo(bound(true, 30, shifted(0.3, 0.1)));
    }

    @Test
    void pixelsAreAveragedOverAllDraws() {
        float[] one =
                new Bound(new LinearGaussian(), true, 60, 3).of(IMAGE, EXACT).pixels();
        float[] same =
                new Bound(new LinearGaussian(), false, 60, 3).of(IMAGE, EXACT).pixels();
        assertThat(one).containsExactly(same);
        float sum = one[0] + one[1] + one[2] + one[3];
        assertThat(sum).isBetween(-10f, 0f);
    }

    @Test
    void theMeanOfTinyExponentialsIsNotLost() {
        assertThat(Bound.logMeanExp(-1000, -1000)).isEqualTo(-1000);
        assertThat(Bound.logMeanExp(0, Double.NEGATIVE_INFINITY)).isCloseTo(-Math.log(2), within(1e-12));
    }
}
