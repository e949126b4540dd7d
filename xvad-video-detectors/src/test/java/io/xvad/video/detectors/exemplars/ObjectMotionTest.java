package io.xvad.video.detectors.exemplars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.Motion;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ObjectMotionTest {

    private static final int HEIGHT = 40;
    private static final int WIDTH = 120;
    private static final int SIDE = 10;
    private static final int TOP = 15;

    /** A square that stands at a column, with the same flow everywhere. */
    private static Motion motion(int index, int column, float right) {
        boolean[] foreground = new boolean[HEIGHT * WIDTH];
        float[] flow = new float[HEIGHT * WIDTH];
        Arrays.fill(flow, right);
        for (int i = 0; i < SIDE * SIDE; i++) {
            foreground[(TOP + i / SIDE) * WIDTH + column + i % SIDE] = true;
        }
        Image image = Image.of("frame", 1, HEIGHT, WIDTH, new float[HEIGHT * WIDTH]);
        return new Motion(
                new Frame(index, index / 25.0, image),
                new FlowField(HEIGHT, WIDTH, flow, new float[HEIGHT * WIDTH]),
                foreground);
    }

    private static ObjectMotion.Moves last(int frames, int step, float right) {
        ObjectMotion followed = new ObjectMotion(25);
        ObjectMotion.Moves moves = followed.in(motion(0, 5, right));
        for (int i = 1; i < frames; i++) {
            moves = followed.in(motion(i, 5 + step * i, right));
        }
        return moves;
    }

    private static float rightOf(ObjectMotion.Moves moves, int column) {
        return moves.flow().right()[(TOP + 2) * WIDTH + column + 2];
    }

    @Test
    void whatFlowLosesHasTheVelocityOfItsBox() {
        ObjectMotion.Moves moves = last(8, 5, 0.3f);
        assertThat(rightOf(moves, 40)).isCloseTo(5, within(0.01f));
        assertThat(moves.flow().right()[0]).as("background").isEqualTo(0.3f);
    }

    @Test
    void whatMovesOtherwiseInASlowThingIsKept() {
        assertThat(rightOf(last(8, 1, 7), 12)).isEqualTo(7);
    }

    @Test
    void flowFollowsWhatMovesByLessThanAThirdOfItsSize() {
        assertThat(rightOf(last(8, 2, 0.3f), 19)).isEqualTo(0.3f);
    }

    @Test
    void flowAboutAsFastAsItsThingIsKept() {
        assertThat(rightOf(last(8, 2, 1.7f), 19)).isEqualTo(1.7f);
    }

    @Test
    void aBoxSeenForThreeFramesTellsNothingYet() {
        assertThat(rightOf(last(3, 5, 0.3f), 15)).isEqualTo(0.3f);
    }

    @Test
    void whatStaysForTenFramesWithoutFlowIsStill() {
        int inside = (TOP + 2) * WIDTH + 7;
        assertThat(last(9, 0, 0).still()[inside]).isFalse();
        assertThat(last(10, 0, 0).still()[inside]).isTrue();
        assertThat(last(10, 0, 1).still()[inside]).isFalse();
        assertThat(last(10, 0, 0).still()[0]).isFalse();
    }
}
