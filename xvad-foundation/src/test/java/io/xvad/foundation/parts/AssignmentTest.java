package io.xvad.foundation.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.model.Npy;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {

    private static double[][] costs(String name) {
        Npy array = Golden.array(name);
        int columns = array.shape()[1];
        double[] values = array.doubles();
        return IntStream.range(0, array.shape()[0])
                .mapToObj(row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
                .toArray(double[][]::new);
    }

    private static int[] columns(Assignment found, int rows) {
        return IntStream.range(0, rows).map(found::column).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void matchesAsScipyDoes(int index) {
        double[][] costs = costs("assignment-" + index + "/costs");
        Assignment found = Assignment.of(costs);
        double[] wanted = Golden.doubles("assignment-" + index + "/columns");
        assertThat(columns(found, costs.length))
                .isEqualTo(
                        Arrays.stream(wanted).mapToInt(column -> (int) column).toArray());
        assertThat(found.cost()).isCloseTo(Golden.number("assignment-" + index + "/cost"), within(1e-12));
        assertThat(found.meanCost()).isCloseTo(found.cost() / Math.min(costs.length, costs[0].length), within(1e-12));
    }

    /** Several matches cost the same, so that only the cost is given. */
    @Test
    void costsWhatScipysCostsWhereThereAreTies() {
        assertThat(Assignment.of(costs("assignment-5/costs")).cost()).isEqualTo(Golden.number("assignment-5/cost"));
    }

    @Test
    void refusesWhatIsNoMatrixOfNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.of(new double[0][]));
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.of(new double[][] {{1, 2}, {3}}));
        assertThatIllegalArgumentException().isThrownBy(() -> Assignment.of(new double[][] {{Double.NaN}}));
    }
}
