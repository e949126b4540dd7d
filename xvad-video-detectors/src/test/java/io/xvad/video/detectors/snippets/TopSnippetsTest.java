package io.xvad.video.detectors.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopSnippetsTest {

    @Test
    void asManyAsWereAskedForAndOfEqualOnesTheEarliest() {
        float[] values = {0.2f, 0.9f, 0.5f, 0.9f, 0.5f};
        assertThat(TopSnippets.of(values, 2)).containsExactly(1, 3);
        assertThat(TopSnippets.of(values, 3)).containsExactly(1, 3, 2);
        assertThat(TopSnippets.of(values, 9)).containsExactly(1, 3, 2, 4, 0);
    }

    @Test
    void oneStandsForAShortClip() {
        assertThat(TopSnippets.count(1)).isEqualTo(1);
        assertThat(TopSnippets.count(15)).isEqualTo(1);
        assertThat(TopSnippets.count(16)).isEqualTo(2);
        assertThat(TopSnippets.count(200)).isEqualTo(13);
    }
}
