package io.xvad.detectors.featurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRowsTest {

    private static final int MANY = 1 << 29;

    @Test
    void featuresOfFewImagesAreKeptAsTheyAre() {
        float[] rows = {1, 0.1f, -3e-7f};
        assertThat(KeptRows.of(rows, 1000).values()).isSameAs(rows);
    }

    @Test
    void thoseOfManyAreRoundedToElevenBits() {
        float[] kept = KeptRows.of(new float[] {1, 0.1f, -2048.9f}, MANY).values();
        assertThat(kept[0]).isEqualTo(1);
        assertThat(kept[1]).isNotEqualTo(0.1f).isBetween(0.0999f, 0.1001f);
        assertThat(kept[2]).isBetween(-2050f, -2048f);
    }

    @Test
    void anImageWithAValueTooLargeForThatIsKeptAsItIs() {
        float[] rows = {1, 70_000, 0.1f};
        assertThat(KeptRows.of(rows, MANY).values()).isSameAs(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MANY})
    void someOfThemAreCopiedToAPlace(int images) {
        KeptRows rows = KeptRows.of(new float[] {1, 2, 3, 4}, images);
        float[] into = {-1, -1, -1, -1};
        rows.copy(1, into, 2, 2);
        assertThat(into).containsExactly(-1, -1, 2, 3);
        assertThat(rows.size()).isEqualTo(4);
    }
}
