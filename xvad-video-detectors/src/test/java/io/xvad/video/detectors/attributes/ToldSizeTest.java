package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Walkers of 8 to 12 x 19 to 29 pixels. */
class ToldSizeTest {

    private static final List<Observation> WALKERS = IntStream.range(0, 200)
            .mapToObj(i -> Observations.sized(8 + i % 5, 19 + i % 11, false))
            .toList();

    private static AttributeDeviation told(int width, int height, boolean cut) {
        return ToldSize.of(Observations.sized(width, height, cut), WALKERS).deviation(1);
    }

    @Test
    void theShadowOfAKerbIsFlat() {
        AttributeDeviation flat = told(33, 8, false);
        assertThat(flat.attribute()).isEqualTo("size");
        assertThat(flat.unit()).isEqualTo("times as wide as tall");
        assertThat(flat.observed()).isEqualTo(33 / 8.0);
        assertThat(flat.isUsual()).isFalse();
        assertThat(told(10, 5, false).unit()).isEqualTo("px tall");
    }

    @Test
    void whatIsWideAndTallIsToldByWhatIsFarther() {
        assertThat(told(40, 60, false).unit()).isEqualTo("px wide");
        assertThat(told(14, 80, false).unit()).isEqualTo("px tall");
    }

    @Test
    void whatTheBorderCutsIsOnlyToldToBeLarge() {
        assertThat(told(33, 20, true).unit()).isEqualTo("px wide");
        AttributeDeviation cut = told(4, 20, true);
        assertThat(cut.unit()).isEqualTo("px large");
    }

    @Test
    void aUsualSizeIsToldAsOne() {
        AttributeDeviation usual = told(10, 24, false);
        assertThat(usual.unit()).isEqualTo("px large");
        assertThat(usual.isUsual()).isTrue();
    }

    @Test
    void withoutNormalThingsAnySizeIsUsual() {
        assertThat(ToldSize.of(Observations.sized(3, 3, false), List.of())
                        .deviation(1)
                        .isUsual())
                .isTrue();
    }
}
