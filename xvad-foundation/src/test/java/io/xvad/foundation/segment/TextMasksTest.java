package io.xvad.foundation.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextMasksTest {

    /** Start, two words, full stop, one word, full stop, end. */
    @Test
    void tokensSeeTheirPhraseWithTheMarkThatEndsIt() {
        TextMasks masks = TextMasks.of(new boolean[] {true, false, false, true, false, true, true});
        assertThat(masks.positions().longs()).containsExactly(0, 0, 1, 2, 0, 1, 0);
        boolean[] seen = masks.seen().booleans();
        int[] phrase = {0, 1, 1, 1, 2, 2, 3};
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                assertThat(seen[i * 7 + j]).as("%d sees %d", i, j).isEqualTo(phrase[i] == phrase[j]);
            }
        }
    }

    /** As the original does: what no mark ends sees itself only, at position 0. */
    @Test
    void wordsThatNoMarkEndsSeeThemselvesOnly() {
        TextMasks masks = TextMasks.of(new boolean[] {true, false, false, true});
        assertThat(masks.positions().longs()).containsExactly(0, 0, 0, 0);
        boolean[] seen = masks.seen().booleans();
        for (int i = 0; i < 16; i++) {
            assertThat(seen[i]).isEqualTo(i / 4 == i % 4);
        }
    }
}
