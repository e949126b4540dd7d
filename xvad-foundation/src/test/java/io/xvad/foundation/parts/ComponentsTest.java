package io.xvad.foundation.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {

    private static final Image IMAGE = Image.of("image", 1, 2, 4, new float[] {0, 0, 1, 1, 0, 0, 1, 0.5f});

    private static Mask mask(int... pixels) {
        boolean[] values = new boolean[8];
        for (int pixel : pixels) {
            values[pixel] = true;
        }
        return Mask.of(2, 4, values);
    }

    @Test
    void measuresAreaColourCentreAndMeanFeature() {
        FeatureGrid features = new FeatureGrid(new float[] {1, 0, 0, 2}, 2, 1, 2);
        Part part = Components.measured("edge", IMAGE, mask(6, 7), features).orElseThrow();
        assertThat(part.area()).isEqualTo(0.25);
        assertThat(part.colour()).containsExactly(0.75, 0.75, 0.75);
        assertThat(part.centreY()).isEqualTo(0.75);
        assertThat(part.centreX()).isEqualTo(0.75);
        assertThat(part.vector()).isEmpty();
        assertThat(Components.measured("edge", IMAGE, mask(2, 3), features)
                        .orElseThrow()
                        .vector())
                .containsExactly(0f, 2f);
        assertThat(Components.measured("none", IMAGE, mask(), features)).isEmpty();
    }

    @Test
    void piecesAreConnectedAndLargeEnough() {
        assertThat(Components.pieces(mask(0, 5, 3), 1)).isEqualTo(List.of(mask(0, 5), mask(3)));
        assertThat(Components.pieces(mask(0, 5, 3), 2)).isEqualTo(List.of(mask(0, 5)));
    }

    @Test
    void theCornersOfAGridStayWhereTheyAre() {
        FeatureGrid grid =
                FeatureGrid.square(new float[] {0, 10, 2, 20, 4, 30, 6, 40}, 2).cornerAligned(3);
        assertThat(grid.vectors()).containsExactly(0, 10, 1, 15, 2, 20, 2, 20, 3, 25, 4, 30, 4, 30, 5, 35, 6, 40);
    }
}
