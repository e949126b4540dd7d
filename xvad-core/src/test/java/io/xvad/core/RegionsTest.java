package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionsTest {

    @Test
    void regionsAreEightConnectedAndSortedByPeak() {
        float[] values = {
            5, 0, 0, 0, 0,
            0, 6, 0, 0, 9,
            0, 0, 0, 0, 1
        };
        List<Region> regions = Regions.above(AnomalyMap.of(3, 5, values), 2, 1);
        assertThat(regions).hasSize(2);
        assertThat(regions.get(0)).isEqualTo(new Region(2, new Box(4, 1, 1, 1), 1, 1, 4, 9, 9));
        assertThat(regions.get(1).box()).isEqualTo(new Box(0, 0, 2, 2));
        assertThat(regions.get(1).area()).isEqualTo(2);
        assertThat(regions.get(1).mean()).isCloseTo(5.5, within(1e-12));
        assertThat(Regions.above(AnomalyMap.of(3, 5, values), 0, 9)).isEmpty();
    }

    @Test
    void samplesAndMapsRefuseNaN() {
        assertThatThrownBy(() -> Image.of("x", 1, 1, 2, new float[] {0, Float.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 1");
        assertThatThrownBy(() -> AnomalyMap.of(1, 1, new float[] {Float.NaN}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Image.of("x", 2, 1, 1, new float[2])).hasMessageContaining("1 or 3");
    }
}
