package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.stream.Frame;
import io.xvad.video.Walks;
import io.xvad.video.detectors.objects.ObjectVelocity;
import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A crowd of 60 x 20 pixels that moves by 1 to the right, in which a window of 8 x 16 moves by 4 to the left. */
class MovingPartsTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 100;
    private static final Box CROWD = new Box(20, 12, 60, 20);
    private static final Box CYCLIST = new Box(52, 16, 8, 16);
    private static final MovingParts PARTS = new MovingParts(16, 8);

    private static int[] positions(Box box) {
        return IntStream.range(0, HEIGHT * WIDTH).filter(at -> holds(box, at)).toArray();
    }

    private static boolean holds(Box box, int at) {
        int y = at / WIDTH;
        int x = at % WIDTH;
        return y >= box.y() && y < box.y() + box.height() && x >= box.x() && x < box.x() + box.width();
    }

    private static Motion motion(float cyclist) {
        float[] right = new float[HEIGHT * WIDTH];
        boolean[] foreground = new boolean[right.length];
        for (int at : positions(CROWD)) {
            foreground[at] = true;
            right[at] = holds(CYCLIST, at) ? cyclist : 1;
        }
        Frame frame = new Frame(3, 0.12, Image.of("frame", 1, HEIGHT, WIDTH, new float[right.length]));
        return new Motion(frame, new FlowField(HEIGHT, WIDTH, right, new float[right.length]), foreground);
    }

    private static ForegroundObject crowd() {
        return new ForegroundObject(CROWD, positions(CROWD));
    }

    @Test
    void whatMovesOtherwiseInACrowdIsAPart() {
        Motion motion = motion(-4);
        List<ForegroundObject> parts = PARTS.of(crowd(), motion);
        assertThat(parts.get(0).box()).isEqualTo(CYCLIST);
        assertThat(ObjectVelocity.of(parts.get(0), motion.flow()))
                .hasValueSatisfying(velocity -> assertThat(velocity.right()).isCloseTo(-4, within(1e-6)));
    }

    @Test
    void whoWalkTogetherHaveNoParts() {
        assertThat(PARTS.of(crowd(), motion(1))).isEmpty();
    }

    @Test
    void aSmallObjectHasNoParts() {
        ForegroundObject small = new ForegroundObject(CYCLIST, positions(CYCLIST));
        assertThat(PARTS.of(small, motion(-4))).isEmpty();
    }

    @Test
    void whatTheBorderHidesHasNoVelocity() {
        Box entering = new Box(0, 12, 1, 20);
        assertThat(ObjectVelocity.of(
                        new ForegroundObject(entering, positions(entering)),
                        motion(1).flow()))
                .isEmpty();
    }

    @Test
    void whatFlowHasLostHasTheVelocityOfItsBox() {
        ForegroundObject object = new ForegroundObject(CYCLIST, positions(CYCLIST));
        FlowField lost = motion(0.1f).flow();
        assertThat(velocity(new Tracker.TrackedObject(object, 0, 8, 5, 0, 0, 1), lost))
                .isEqualTo(5);
        assertThat(velocity(new Tracker.TrackedObject(object, 0, 8, 2, 0, 0, 1), lost))
                .isCloseTo(0.1, within(1e-6));
        assertThat(velocity(new Tracker.TrackedObject(object, 0, 8, 5, 0, 0, 1.5), lost))
                .isCloseTo(0.1, within(1e-6));
    }

    private static double velocity(Tracker.TrackedObject tracked, FlowField flow) {
        Optional<ObjectVelocity> velocity = ObjectVelocity.of(tracked, flow);
        return velocity.orElseThrow().speed();
    }

    @Test
    void theUsualSizeIsThatOfNormalObjects() {
        Samples clips = Samples.of(Walks.normals(4));
        MovingParts parts = MovingParts.learned(clips, BackgroundImage.of(clips, 240, false), 0.005);
        assertThat(parts.height()).isBetween(10, 14);
        assertThat(parts.width()).isBetween(10, 14);
    }
}
