package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredRegionsTest {

    private static final Mask CORNER = Mask.of(2, 2, new boolean[] {false, true, false, false});

    private static String drawn(Mask mask) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                text.append(mask.at(y, x) ? '#' : '.');
            }
            text.append('/');
        }
        return text.toString();
    }

    @Test
    void aMaskIsStretchedToTheImage() {
        IgnoredRegions regions = IgnoredRegions.of(CORNER);
        assertThat(drawn(regions.mask(2, 2))).isEqualTo(".#/../");
        assertThat(drawn(regions.mask(4, 6))).isEqualTo("...###/...###/....../....../");
    }

    @Test
    void aPixelOfWhichAnyPartIsMarkedIsIgnored() {
        assertThat(drawn(IgnoredRegions.of(CORNER).mask(3, 3))).isEqualTo(".##/.##/.../");
        boolean[] dot = new boolean[100];
        dot[37] = true;
        assertThat(drawn(IgnoredRegions.of(Mask.of(10, 10, dot)).mask(2, 2))).isEqualTo(".#/../");
    }

    @Test
    void aPolygonHoldsThePixelsWhoseMiddleItHolds() {
        IgnoredRegions square = IgnoredRegions.of(Polygon.parse("0,0 0.5,0 0.5,0.5 0,0.5"));
        assertThat(drawn(square.mask(4, 4))).isEqualTo("##../##../..../..../");
        IgnoredRegions triangle = IgnoredRegions.of(Polygon.parse("0,0 1,0 0,1"));
        assertThat(drawn(triangle.mask(3, 3))).isEqualTo("##./#../.../");
    }

    @Test
    void pixelsAndFractionsAreTheSamePolygon() {
        assertThat(Polygon.parse("0,0 320,0 320,120 0,120@640x480"))
                .isEqualTo(Polygon.parse("0,0 0.5,0 0.5,0.25 0,0.25"));
        Polygon polygon = Polygon.parse("0.1,0.2 0.3,0.25 0.125,1");
        assertThat(Polygon.parse(polygon.toString())).isEqualTo(polygon).hasSameHashCodeAs(polygon);
    }

    @Test
    void aBadPolygonSaysWhatIsWanted() {
        assertThatThrownBy(() -> Polygon.parse("10,10 100,10 100,50"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 10.0,10.0")
                .hasMessageContaining("@WIDTHxHEIGHT");
        for (String bad :
                List.of("", "0,0 1", "0,0 1,0", "0,0 1,0 a,1", "0,0 1,0 1,1@640", "0,0 1,0 1,1@0x4", "0,0 1,0 NaN,1")) {
            assertThatThrownBy(() -> Polygon.parse(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("polygon");
        }
    }

    @Test
    void severalAreIgnoredTogether() {
        IgnoredRegions both = IgnoredRegions.of(CORNER).and(Polygon.parse("0,0.5 0.5,0.5 0.5,1 0,1"));
        assertThat(drawn(both.mask(2, 2))).isEqualTo(".#/#./");
        assertThat(IgnoredRegions.none().isEmpty()).isTrue();
        assertThat(both.isEmpty()).isFalse();
        assertThat(IgnoredRegions.none().and(both)).isEqualTo(both).hasSameHashCodeAs(both);
    }

    @Test
    void aCoverIsEvenAndOnlyWhereItShouldBe() {
        Cover cover = new Cover(IgnoredRegions.of(CORNER), 0.3f, 0.6f, 0.9f);
        float[] values = new float[12];
        Arrays.fill(values, 0.1f);
        assertThat(cover.over(Image.of("colour", 3, 2, 2, values)).toArray())
                .containsExactly(0.1f, 0.3f, 0.1f, 0.1f, 0.1f, 0.6f, 0.1f, 0.1f, 0.1f, 0.9f, 0.1f, 0.1f);
        assertThat(cover.over(Image.of("grey", 1, 2, 2, Arrays.copyOf(values, 4)))
                        .at(0, 0, 1))
                .isEqualTo((0.3f + 0.6f + 0.9f) / 3);
    }

    @Test
    void mapsAreLowestBelowIt() {
        Cover cover = new Cover(IgnoredRegions.of(CORNER), 0, 0, 0);
        AnomalyMap map = AnomalyMap.of(2, 2, new float[] {3, 9, 2, 4});
        AnomalyMap lowest = cover.lowest(map);
        assertThat(lowest.toArray()).containsExactly(3, 2, 2, 4);
        assertThat(cover.score(9, List.of(map), List.of(lowest))).isEqualTo(4);
        assertThat(cover.score(8, List.of(map), List.of(lowest))).isEqualTo(8);
    }

    @Test
    void somethingMustBeLeft() {
        Cover cover = new Cover(IgnoredRegions.of(Polygon.parse("0,0 1,0 1,1 0,1")), 0, 0, 0);
        assertThatThrownBy(() -> cover.over(Image.of("all.png", 1, 2, 2, new float[4])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the ignored regions are all of 'all.png'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.2,0.2 0.8,0.2 0.8,0.8 0.2,0.8",
                "0,0 1,0 0,1",
                "0.5,0.1 0.9,0.9 0.1,0.9",
                "0.1,0.1 0.9,0.9 0.9,0.1 0.1,0.9"
            })
    void outsideIsTheRest(String corners) {
        Polygon polygon = Polygon.parse(corners);
        Mask inside = IgnoredRegions.of(polygon).mask(31, 47);
        assertThat(inside.any()).isTrue();
        assertThat(IgnoredRegions.of(polygon.outside()).mask(31, 47)).isEqualTo(inside.inverted());
    }
}
