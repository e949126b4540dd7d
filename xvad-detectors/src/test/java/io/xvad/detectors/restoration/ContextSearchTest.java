package io.xvad.detectors.restoration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextSearchTest {

    private static final int SIDE = Scenes.SIDE;

    @Test
    void findsAKnownShift() {
        Image normal = Scenes.thing("normal", 0, 0, 0);
        Image moved = Scenes.thing("moved", 0, 5, -7);
        Placement found = search(List.of(normal), false)
                .search(pyramid(moved), region(), part())
                .get(0);

        assertThat(found.y() - part().centreY()).isEqualTo(-5, within(1.0));
        assertThat(found.x() - part().centreX()).isEqualTo(7, within(1.0));
    }

    @Test
    void findsAKnownAngle() {
        Image normal = Scenes.thing("normal", 0, 0, 0);
        double angle = Math.toRadians(100);
        Image turned = Scenes.thing("turned", angle, 0, 0);
        Placement found = search(List.of(normal), true)
                .search(pyramid(turned), region(), part())
                .get(0);

        double difference = Math.IEEEremainder(found.angle() - angle, 2 * Math.PI);
        double opposite = Math.IEEEremainder(found.angle() + angle, 2 * Math.PI);
        assertThat(Math.toDegrees(Math.min(Math.abs(difference), Math.abs(opposite))))
                .isLessThan(6);
        assertThat(found.cost()).isLessThan(0.002);
    }

    @Test
    void theImageThatFitsComesFirstAndNoImageTwice() {
        List<Image> normals = List.of(
                Scenes.thing("far", 2, 0, 0), Scenes.thing("right", 0.1, 0, 0), Scenes.thing("near", 0.4, 0, 0));
        List<Placement> found =
                search(normals, false).search(pyramid(Scenes.thing("same", 0.1, 0, 0)), region(), part());

        assertThat(found.get(0).image()).isEqualTo(1);
        assertThat(found).extracting(Placement::image).doesNotHaveDuplicates();
        assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(a.cost(), b.cost()));
    }

    @Test
    void whatLiesTurnedIsToldFromWhatDoesNot() {
        assertThat(Turning.of(pyramids(Scenes.turned(16)))).isTrue();
        assertThat(Turning.of(pyramids(Scenes.upright(16)))).isFalse();
        assertThat(Turning.of(pyramids(Scenes.turned(1)))).isFalse();
    }

    private static ContextSearch search(List<Image> normals, boolean turning) {
        return new ContextSearch(
                normals.stream().map(ContextSearchTest::pyramid).toList(), turning);
    }

    private static List<Pyramid> pyramids(Samples samples) {
        return IntStream.range(0, samples.size())
                .mapToObj(i -> pyramid(samples.get(i).requireImage()))
                .toList();
    }

    private static Pyramid pyramid(Image image) {
        return Pyramid.of(Plane.of(image));
    }

    private static Part part() {
        return Part.of(region(), SIDE, SIDE).get(0);
    }

    private static boolean[] region() {
        boolean[] region = new boolean[SIDE * SIDE];
        for (int y = 40; y < 54; y++) {
            for (int x = 56; x < 72; x++) {
                region[y * SIDE + x] = true;
            }
        }
        return region;
    }
}
