package io.xvad.generative.likelihoodregret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Effort;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.search.Budget;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PosteriorSearchTest {

    private static final Tensor IMAGE = LinearGaussian.image(0.7f, -1.2f, 0.4f, 2);
    private static final Posterior EXACT = LinearGaussian.exact(IMAGE);
    private static final Posterior PRIOR = new Posterior(new float[2], new float[2]);

    private static PosteriorSearch search(LinearGaussian network, int steps, double seconds) {
        return new PosteriorSearch(network, steps, new Budget(seconds), 0.02, 16, 5);
    }

    @Test
    void findsTheExactPosterior() {
        Posterior found =
                search(new LinearGaussian(), 600, 0).from(IMAGE, PRIOR).posterior();
        assertThat(found.mean()).containsExactly(EXACT.mean(), within(0.1f));
        assertThat(found.logVariance()).containsExactly(EXACT.logVariance(), within(0.2f));
    }

    @Test
    void theRegretIsZeroWhereTheEncoderIsRightAndTheDivergenceWhereItIsNot() {
        Bound bound = new Bound(new LinearGaussian(), false, 2000, 9);
        Posterior found =
                search(new LinearGaussian(), 600, 0).from(IMAGE, PRIOR).posterior();
        double exact = bound.of(IMAGE, EXACT).value();
        assertThat(bound.of(IMAGE, found).value()).isCloseTo(exact, within(0.02));
        Posterior stayed =
                search(new LinearGaussian(), 600, 0).from(IMAGE, EXACT).posterior();
        assertThat(bound.of(IMAGE, stayed).value() - exact).isCloseTo(0, within(0.02));
    }

    @Test
    void whereItBeginsStaysAsItIs() {
        search(new LinearGaussian(), 3, 0).from(IMAGE, PRIOR);
        assertThat(PRIOR.mean()).containsOnly(0);
        assertThat(PRIOR.logVariance()).containsOnly(0);
    }

    @Test
    void makesAsManyStepsAsItMay() {
        LinearGaussian network = new LinearGaussian();
        assertThat(search(network, 7, 0).from(IMAGE, PRIOR).effort()).isEqualTo(new Effort(7, true));
        assertThat(network.runs()).isEqualTo(7);
    }

    @Test
    void endsWhenItsTimeIsOver() {
        LinearGaussian network = new LinearGaussian();
        long begun = System.nanoTime();
        Effort effort =
                search(network, Integer.MAX_VALUE, 0.05).from(IMAGE, PRIOR).effort();
        assertThat(effort).isEqualTo(new Effort(network.runs(), false));
        assertThat(network.runs()).isPositive();
        assertThat((System.nanoTime() - begun) / 1e9).isGreaterThanOrEqualTo(0.05);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> search(new LinearGaussian(), 7, 0).from(IMAGE, PRIOR))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
