package io.xvad.explainers.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The linear model against that of the authors' package, on the same copies; see golden/README.md. */
class LimeGoldenTest {

    private static Npy npy(String name) throws IOException {
        String file = "/golden/lime-" + name + ".npy";
        try (InputStream in = Objects.requireNonNull(LimeGoldenTest.class.getResourceAsStream(file), file)) {
            return Npy.read(file, in.readAllBytes());
        }
    }

    private static boolean[][] shown() throws IOException {
        Npy copies = npy("shown");
        float[] values = copies.floats();
        boolean[][] shown = new boolean[copies.shape()[0]][copies.shape()[1]];
        for (int i = 0; i < values.length; i++) {
            shown[i / copies.shape()[1]][i % copies.shape()[1]] = values[i] == 1;
        }
        return shown;
    }

    @Test
    void coefficientsAreThoseOfThePackage() throws IOException {
        double[] expected = npy("coefficients").doubles();
        double[] coefficients = LocalSurrogate.coefficients(
                shown(),
                npy("scores").doubles(),
                LimeExplainer.KERNEL_WIDTH.defaultValue(),
                LimeExplainer.RIDGE.defaultValue());
        assertThat(coefficients).hasSize(12).containsExactly(expected, within(1e-9));
    }

    @Test
    void anotherKernelOrRidgeGivesOthers() throws IOException {
        double[] expected = npy("coefficients").doubles();
        double[] scores = npy("scores").doubles();
        assertThat(LocalSurrogate.coefficients(shown(), scores, 0.25 / Math.sqrt(2), 1)[0])
                .isNotCloseTo(expected[0], within(1e-4));
        assertThat(LocalSurrogate.coefficients(shown(), scores, 0.25, 0)[0]).isNotCloseTo(expected[0], within(1e-4));
    }
}
