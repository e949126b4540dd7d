package io.xvad.language.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTest {

    private static final Prompt PROMPT =
            new Prompt("q.v1", "Look.\n[class-name] It is a {class-name}.\n[more] {more}\nEnd {\"a\": 1}\n");

    @Test
    void slotsAreFilledAndLinesWithoutTheirsAreLeftOut() {
        assertThat(PROMPT.fill(Map.of("class-name", "metal nut", "more", "")))
                .isEqualTo("Look.\nIt is a metal nut.\nEnd {\"a\": 1}");
    }

    @Test
    void whatIsPutIntoASlotIsPutInAsItIs() {
        assertThat(PROMPT.fill(Map.of("class-name", "{more} $1 \\", "more", "line\n[x] line")))
                .isEqualTo("Look.\nIt is a {more} $1 \\.\nline\n[x] line\nEnd {\"a\": 1}");
    }

    @Test
    void anUnknownSlotIsNamed() {
        assertThatThrownBy(() -> PROMPT.fill(Map.of("more", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'q.v1' has the slot 'class-name'; there are [more]");
    }
}
