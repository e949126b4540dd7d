package io.xvad.video.detectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.video.motion.ForegroundObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectProposalsTest {

    private static final Box RIDER = new Box(10, 10, 10, 20);
    private static final Box BICYCLE = new Box(8, 20, 14, 16);
    private static final Box HEAD = new Box(12, 8, 5, 5);

    private static List<Box> left(double share, Box... boxes) {
        List<ForegroundObject> objects = List.of(boxes).stream()
                .map(box -> new ForegroundObject(box, new int[0]))
                .toList();
        return ObjectProposals.uncovered(objects, share).stream()
                .map(ForegroundObject::box)
                .toList();
    }

    @Test
    void whatALargerBoxCoversIsLeftOut() {
        assertThat(left(0.6, HEAD, RIDER, BICYCLE)).containsExactly(HEAD, RIDER, BICYCLE);
        assertThat(left(0.55, HEAD, RIDER, BICYCLE)).containsExactly(RIDER, BICYCLE);
        assertThat(left(0.4, HEAD, RIDER, BICYCLE)).containsExactly(BICYCLE);
    }

    @Test
    void nothingIsLeftOutAtOne() {
        assertThat(left(1, RIDER, new Box(9, 9, 12, 22))).hasSize(2);
    }

    @Test
    void ofTwoTheSameBothAreLeft() {
        assertThat(left(0.6, RIDER, RIDER)).hasSize(2);
    }
}
