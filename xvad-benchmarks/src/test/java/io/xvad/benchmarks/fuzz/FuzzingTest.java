package io.xvad.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first ten thousand damaged files of {@link Fuzzing}. */
class FuzzingTest {

    private static final int FILES = 180;

    @TempDir
    private Path directory = Path.of("");

    static Stream<Target> targets() {
        return Targets.all().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void damagedFilesAreReadOrRefusedInWords(Target target) throws IOException, InterruptedException {
        try (Trial trial = new Trial(target, directory)) {
            trial.requireSeedsRead();
            for (long number = 0; number < Math.max(1, FILES / target.cost()); number++) {
                assertThat(trial.find(trial.input(number)))
                        .as("%s %d", target.name(), number)
                        .isEmpty();
            }
        }
    }

    private Trial trial(Target.Reading reading) throws IOException {
        byte[] seed = {1, 2, 3, 4, 5, 6, 7, 8};
        return new Trial(Target.binary("any", "any.bin", List.of(seed), reading), directory);
    }

    @Test
    void theSameNumberGivesTheSameDamageAndAnotherAnother() throws IOException {
        try (Trial trial = trial(file -> {})) {
            assertThat(trial.input(5)).isEqualTo(trial.input(5));
            long different = Stream.iterate(0L, number -> number + 1)
                    .limit(100)
                    .map(number -> Arrays.toString(trial.input(number)))
                    .distinct()
                    .count();
            assertThat(different).isGreaterThan(70);
        }
    }

    @Test
    void whatMustNotHappenIsFound() throws IOException, InterruptedException {
        byte[] input = {1};
        try (Trial broken = trial(file -> {
                    throw new ArrayIndexOutOfBoundsException(3);
                });
                Trial silent = trial(file -> {
                    throw new XvadDataException("a.png: null");
                });
                Trial greedy = trial(file -> Arrays.fill(new byte[100 << 20], (byte) 1));
                Trial right = trial(file -> {
                    throw new XvadDataException("a.png: is cut short");
                })) {
            assertThat(broken.find(input))
                    .hasValueSatisfying(find -> assertThat(find.what()).contains("ArrayIndexOutOfBounds"));
            assertThat(silent.find(input))
                    .hasValueSatisfying(find -> assertThat(find.what()).contains("says nothing"));
            assertThat(greedy.find(input))
                    .hasValueSatisfying(find -> assertThat(find.what()).contains("allocates"));
            assertThat(right.find(input)).isEmpty();
        }
    }
}
