package io.xvad.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    private static final OptionSpec<Integer> COUNT = OptionSpec.integer("count", 3, 1, 9, "how many");
    private static final OptionSpec<Double> RATIO = OptionSpec.decimal("ratio", 0.5, 0, 1, "which part");
    private static final OptionSpec<Boolean> LOUD = OptionSpec.flag("loud", false, "whether loud");
    private static final OptionSpec<String> KIND = OptionSpec.choice("kind", "a", List.of("a", "b"), "which kind");
    private static final OptionSpec<List<String>> WORDS = OptionSpec.words("words", List.of("x"), "any", "some words");
    private static final List<OptionSpec<?>> ALL = List.of(COUNT, RATIO, LOUD, KIND, WORDS);

    @Test
    void readsWhatIsGivenAndKeepsTheOtherDefaults() {
        Options options = Options.parse(ALL, Map.of("count", " 9 ", "loud", "true", "words", "y, z"));
        assertThat(options.get(COUNT)).isEqualTo(9);
        assertThat(options.get(RATIO)).isEqualTo(0.5);
        assertThat(options.get(LOUD)).isTrue();
        assertThat(options.get(KIND)).isEqualTo("a");
        assertThat(options.get(WORDS)).containsExactly("y", "z");
        assertThat(options.asText())
                .containsEntry("count", "9")
                .containsEntry("ratio", "0.5")
                .containsEntry("words", "y,z");
        assertThat(Options.parse(ALL, options.asText()).asText()).isEqualTo(options.asText());
    }

    @ParameterizedTest
    @CsvSource({
        "count,0",
        "count,10",
        "count,two",
        "count,1.5",
        "ratio,NaN",
        "ratio,1.1",
        "ratio,''",
        "loud,yes",
        "kind,c",
        "words,''"
    })
    void whatIsNotAllowedNamesTheOptionTheValueAndTheRange(String name, String value) {
        assertThatThrownBy(() -> Options.parse(ALL, Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("'" + value + "'");
    }

    /** Found by fuzzing: the nearest name was searched with work that grew with the length. */
    @Test
    void aVeryLongNameIsLikeNoOther() {
        assertThat(Names.unknown("option", "x".repeat(10_000_000), List.of("count")))
                .endsWith("Available: count.");
    }

    @Test
    void allErrorsAreReportedAtOnce() {
        assertThatThrownBy(() -> Options.parse(ALL, Map.of("cuont", "1", "ratio", "7", "kind", "z")))
                .hasMessageContaining("Did you mean 'count'?")
                .hasMessageContaining("'ratio'")
                .hasMessageContaining("'kind'");
    }

    @Test
    void aDefaultOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> OptionSpec.integer("n", 0, 1, 2, "n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSpecOfAnotherProviderIsRefused() {
        Options options = Options.defaults(List.of(COUNT));
        assertThatThrownBy(() -> options.get(RATIO)).isInstanceOf(IllegalArgumentException.class);
    }
}
