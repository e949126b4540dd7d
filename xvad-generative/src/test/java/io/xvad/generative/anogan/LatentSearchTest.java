package io.xvad.generative.anogan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Effort;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.search.Budget;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The search, with generators whose best code is known. */
class LatentSearchTest {

    /** The columns of A, which are orthonormal, of images of 3 values. */
    private static final double[][] A = {{0.6, 0.8, 0}, {0, 0, 1}};

    private static final float[] IMAGE = {0.3f, 0.9f, -0.2f};

    /** Of a loss of one code, for as many as there are. */
    private abstract static class OfCodes implements Network {

        int runs;

        abstract double loss(double[] code, double[] gradient);

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            runs++;
            float[] codes =
                    Objects.requireNonNull(inputs.get(LatentSearch.CODE)).toArray();
            int rows = codes.length / 2;
            float[] losses = new float[rows];
            float[] gradients = new float[codes.length];
            for (int row = 0; row < rows; row++) {
                double[] gradient = new double[2];
                losses[row] = (float) loss(new double[] {codes[2 * row], codes[2 * row + 1]}, gradient);
                gradients[2 * row] = (float) gradient[0];
                gradients[2 * row + 1] = (float) gradient[1];
            }
            return Map.of(
                    LatentSearch.LOSS, Tensor.owning(losses, rows),
                    LatentSearch.GRADIENT, Tensor.owning(gradients, rows, 2),
                    LatentSearch.RESTORED, Tensor.owning(codes, rows, 2));
        }

        @Override
        public Map<String, Tensor> run(Tensor input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** {@code |x - A z|^2}, or the sum of absolute differences. */
    private static OfCodes linear(boolean squared) {
        return new OfCodes() {
            @Override
            double loss(double[] code, double[] gradient) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    double apart = A[0][i] * code[0] + A[1][i] * code[1] - IMAGE[i];
                    sum += squared ? apart * apart : Math.abs(apart);
                    for (int k = 0; k < 2; k++) {
                        gradient[k] += A[k][i] * (squared ? 2 * apart : Math.signum(apart));
                    }
                }
                return sum;
            }
        };
    }

    /** Two valleys: the one at 1 is lower than that at -1. */
    private static OfCodes valleys() {
        return new OfCodes() {
            @Override
            double loss(double[] code, double[] gradient) {
                double z = code[0];
                gradient[0] = 4 * z * (z * z - 1) - 0.2;
                return (z * z - 1) * (z * z - 1) - 0.2 * z;
            }
        };
    }

    private static LatentSearch search(Network network, int steps, double seconds, float... starts) {
        return new LatentSearch(network, starts, 2, 0.02, steps, new Budget(seconds));
    }

    @Test
    void reachesTheProjectionOfTheImage() {
        LatentSearch.Found found = search(linear(true), 500, 0, 1, 1).of(IMAGE, 1);
        float[] projection = {0.6f * IMAGE[0] + 0.8f * IMAGE[1], IMAGE[2]};
        assertThat(found.code()).containsExactly(projection, within(1e-3f));
        assertThat(found.restored()).containsExactly(found.code());
        assertThat(found.effort()).isEqualTo(new Effort(500, true));
    }

    @Test
    void theLossOfAbsoluteDifferencesFalls() {
        double before = Double.POSITIVE_INFINITY;
        for (int steps = 1; steps <= 200; steps += 20) {
            double loss = search(linear(false), steps, 0, 1, 1).of(IMAGE, 1).loss();
            assertThat(loss).isLessThan(before + 0.02);
            before = loss;
        }
        assertThat(before).isLessThan(0.5);
    }

    @Test
    void codesThatAreSearchedTogetherGoWhereEachGoesAlone() {
        float[] alone = search(linear(false), 57, 0, 1, 1).of(IMAGE, 1).code();
        float[] other = search(linear(false), 57, 0, -2, 0.5f).of(IMAGE, 1).code();
        float[] together =
                search(linear(false), 57, 0, 1, 1, -2, 0.5f).of(IMAGE, 1).code();
        assertThat(together).isIn(alone, other);
    }

    @Test
    void theBestEndCounts() {
        float[] worse = {-0.8f, 0};
        float[] better = {0.8f, 0};
        double alone = search(valleys(), 200, 0, worse).of(IMAGE, 1).loss();
        LatentSearch.Found both =
                search(valleys(), 200, 0, worse[0], 0, better[0], 0).of(IMAGE, 1);
        assertThat(alone).isGreaterThan(0.1);
        assertThat(both.loss()).isLessThan(-0.1);
        assertThat(both.code()[0]).isCloseTo(1.02f, within(0.05f));
    }

    @Test
    void doesNotGoOnAfterItsSeconds() {
        OfCodes slow = new OfCodes() {
            @Override
            double loss(double[] code, double[] gradient) {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return 0;
            }
        };
        LatentSearch.Found found = search(slow, 1000, 0.1, 1, 1).of(IMAGE, 1);
        assertThat(found.effort().steps()).isBetween(1, 6);
        assertThat(found.effort().complete()).isFalse();
        assertThat(slow.runs).isEqualTo(found.effort().steps() + 1);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> search(linear(true), 10, 0, 1, 1).of(IMAGE, 1))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
