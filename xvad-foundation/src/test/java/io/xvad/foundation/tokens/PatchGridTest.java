package io.xvad.foundation.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import org.junit.jupiter.api.Test;

class PatchGridTest {

    /** Of an image of 50 x 30 pixels, of which the middle is seen. */
    private static final Box MIDDLE = new Box(10, 0, 30, 30);

    @Test
    void aPatchIsWhereItsPixelsAre() {
        for (int position = 0; position < 16; position++) {
            Box box = PatchGrid.box(position, 4, MIDDLE);
            assertThat(PatchGrid.position(MIDDLE, box.y() + box.height() / 2, box.x() + box.width() / 2, 4))
                    .isEqualTo(position);
        }
        assertThat(PatchGrid.box(15, 4, MIDDLE)).isEqualTo(new Box(32, 22, 8, 8));
    }

    @Test
    void whatIsNotSeenBelongsToTheNearestPatch() {
        assertThat(PatchGrid.position(MIDDLE, 29, 0, 4)).isEqualTo(12);
        assertThat(PatchGrid.position(MIDDLE, 0, 49, 4)).isEqualTo(3);
    }
}
