package io.xvad.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresetTest {

    private static final OptionSpec<Integer> COUNT = OptionSpec.integer("count", 3, 1, 9, "how many");
    private static final OptionSpec<List<String>> WORDS = OptionSpec.words("words", List.of("x"), "any", "some words");
    private static final OptionSpec<Boolean> LOUD = OptionSpec.flag("loud", false, "whether loud");
    private static final List<OptionSpec<?>> SPECS = List.of(COUNT, WORDS, LOUD);

    private static final Preset QUICK = Preset.of("quick", "A first look").with(COUNT, 1);
    private static final Preset LONG =
            Preset.of("long", "Everything").with(WORDS, List.of("y", "z")).with(COUNT, 9);
    private static final List<Preset> PRESETS = List.of(QUICK, Preset.standard("As ever", COUNT), LONG);

    private static Options options(Map<String, String> given) {
        return Options.parse(SPECS, PRESETS, given);
    }

    @Test
    void whatIsGivenCountsFirstThenThePresetThenTheDefault() {
        Options options = options(Map.of("preset", "long", "count", "5"));
        assertThat(options.get(COUNT)).isEqualTo(5);
        assertThat(options.get(WORDS)).containsExactly("y", "z");
        assertThat(options.get(LOUD)).isFalse();
        assertThat(options.preset()).contains("long");
        assertThat(options.asText()).isEqualTo(Map.of("count", "5", "words", "y,z", "loud", "false"));
    }

    @Test
    void withoutAPresetEverythingIsAtItsDefaultAndSoItIsWithStandard() {
        assertThat(options(Map.of()).preset()).isEmpty();
        assertThat(options(Map.of("preset", "standard")).asText())
                .isEqualTo(Options.defaults(SPECS).asText());
    }

    @Test
    void whatWasSetCountsWhetherThePresetIsChosenBeforeOrAfter() {
        assertThat(options(Map.of()).with(COUNT, 5).withPreset("long").asText())
                .isEqualTo(options(Map.of()).withPreset("long").with(COUNT, 5).asText())
                .containsEntry("count", "5")
                .containsEntry("words", "y,z");
    }

    @Test
    void anotherPresetLeavesNothingOfTheOneBefore() {
        Options options = options(Map.of("preset", "long")).withPreset("quick");
        assertThat(options.preset()).contains("quick");
        assertThat(options.get(COUNT)).isEqualTo(1);
        assertThat(options.get(WORDS)).containsExactly("x");
    }

    @Test
    void anUnknownPresetIsOneLineThatNamesThoseThereAre() {
        String line = "No preset named 'quik'. Available: long, quick, standard. Did you mean 'quick'?";
        assertThatThrownBy(() -> options(Map.of("preset", "quik")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(line);
        assertThatThrownBy(() -> options(Map.of()).withPreset("quik")).hasMessage(line);
        assertThatThrownBy(() -> Options.parse(SPECS, Map.of("preset", "quick")))
                .hasMessage("No preset named 'quick'. Available: none.");
    }

    @Test
    void aPresetOfUnknownOptionsOrOfValuesThatAreNotAllowedIsRefused() {
        Preset foreign = new Preset("foreign", "Of another", Map.of("cuont", "1"));
        assertThatThrownBy(() -> Options.parse(SPECS, List.of(foreign), Map.of("preset", "foreign")))
                .hasMessageContaining("Did you mean 'count'?");
        Preset zero = new Preset("zero", "Too few", Map.of("count", "0"));
        assertThatThrownBy(() -> Options.parse(SPECS, List.of(zero), Map.of("preset", "zero")))
                .hasMessageContaining("'count'")
                .hasMessageContaining("from 1 to 9");
        assertThatThrownBy(() -> QUICK.with(COUNT, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itHasANameAndSaysWhatItIsForAndTheWordIsTakenForOptions() {
        assertThatThrownBy(() -> Preset.of("Very Quick", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Preset.of("quick", " ")).hasMessageContaining("description");
        assertThatThrownBy(() -> OptionSpec.flag("preset", false, "x")).hasMessageContaining("'preset'");
    }

    @Test
    void keepsTheOrderInWhichOptionsWereSet() {
        assertThat(LONG.options().keySet()).containsExactly("words", "count");
        assertThat(LONG.options()).containsEntry("words", "y,z");
    }
}
