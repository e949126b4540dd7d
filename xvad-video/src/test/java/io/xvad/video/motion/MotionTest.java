package io.xvad.video.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.stream.Frame;
import io.xvad.video.Walks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionTest {

    private static List<Motion> motions(Clip clip) {
        BackgroundImage background = BackgroundImage.of(Samples.of(Walks.normals(4)), 240, false);
        List<Motion> motions = new ArrayList<>();
        try (MotionSource source = new MotionSource(background, clip.framesPerSecond())) {
            Frame.of(clip).forEach(frame -> source.push(frame).ifPresent(motions::add));
        }
        return motions;
    }

    /** The thing in the last frame. */
    private static Tracker.TrackedObject last(Clip clip) {
        Tracker tracker = new Tracker(clip.framesPerSecond());
        return motions(clip).stream()
                .map(motion -> tracker.track(ForegroundObjects.in(motion, 0.005), motion.frame(), 1)
                        .get(0))
                .reduce((before, now) -> now)
                .orElseThrow();
    }

    @Test
    void theBackgroundHasNobodyInIt() {
        BackgroundImage background = BackgroundImage.of(Samples.of(Walks.normals(4)), 240, false);
        Image empty = Walks.clip(77, 1, -20, 0, 0).frames().get(0);
        byte[] seen = background.image().values();
        for (int i = 0; i < seen.length; i++) {
            assertThat((seen[i] & 0xff) / 255f).isCloseTo(empty.buffer().get(i), within(0.02f));
        }
    }

    @Test
    void aThingIsWhereItIs() {
        List<Motion> motions = motions(Walks.clip(5, 10, 20, 1, 10));
        assertThat(motions).hasSize(9);
        List<ForegroundObject> things = ForegroundObjects.in(motions.get(8), 0.005);
        assertThat(things).hasSize(1);
        Box box = things.get(0).box();
        assertThat(box.x()).isBetween(28, 30);
        assertThat(box.y()).isBetween(9, 11);
        assertThat(box.width()).isBetween(11, 14);
        assertThat(box.height()).isBetween(11, 14);
    }

    /** Twelve grey levels, as when a cloud passes. */
    @Test
    void aDarkerSceneIsNoForeground() {
        Clip empty = Walks.clip(5, 6, -20, 0, 10);
        List<Image> darker = empty.frames().stream()
                .map(frame -> {
                    float[] values = frame.toArray();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Math.max(0, values[i] - 12 / 255f);
                    }
                    return Image.of(frame.id(), frame.channels(), frame.height(), frame.width(), values);
                })
                .toList();
        motions(Clip.of("darker", darker, 25)).forEach(motion -> assertThat(ForegroundObjects.in(motion, 0.005))
                .isEmpty());
    }

    @Test
    void aFollowedThingHasItsVelocityAndItsStay() {
        Tracker.TrackedObject last = last(Walks.clip(5, 20, 2, 2, 10));
        assertThat(last.right()).isCloseTo(2, within(0.1));
        assertThat(last.down()).isCloseTo(0, within(0.1));
        assertThat(last.frames()).isGreaterThanOrEqualTo(15);
        assertThat(last.stay()).isLessThan(0.5);
    }

    @Test
    void somethingThatStandsStillStays() {
        Tracker.TrackedObject last = last(Walks.clip(5, 60, 30, 0, 10));
        assertThat(last.stay()).isCloseTo(58 / 25.0, within(0.1));
        assertThat(last.right()).isCloseTo(0, within(0.1));
    }

    @Test
    void twoThatTouchDoNotLeap() {
        Tracker tracker = new Tracker(25);
        Image image = Walks.clip(1, 1, 0, 0, 0).frames().get(0);
        double fastest = 0;
        for (int frame = 0; frame < 8; frame++) {
            Box box = frame < 5 ? new Box(10 + frame, 10, 20, 20) : new Box(10 + frame, 10, 24, 20);
            ForegroundObject thing = new ForegroundObject(box, new int[] {0});
            Tracker.TrackedObject tracked = tracker.track(List.of(thing), new Frame(frame, frame / 25.0, image), 1)
                    .get(0);
            fastest = Math.max(fastest, tracked.right());
        }
        assertThat(fastest).isCloseTo(1, within(1e-9));
    }

    /** Boxes of one thing in frames of 72 x 48, one after the other. */
    private static Tracker.TrackedObject followed(List<Box> boxes) {
        Tracker tracker = new Tracker(25);
        Image image = Walks.clip(1, 1, 0, 0, 0).frames().get(0);
        List<Tracker.TrackedObject> all = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            ForegroundObject thing = new ForegroundObject(boxes.get(i), new int[] {0});
            all.addAll(tracker.track(List.of(thing), new Frame(i, i / 25.0, image), 1));
        }
        return all.get(all.size() - 1);
    }

    @Test
    void whatComesInAtTheBorderIsAsFastAsItsInnerEnd() {
        List<Box> entering = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            entering.add(new Box(0, 10, 20 + 2 * i, 20));
        }
        Tracker.TrackedObject in = followed(entering);
        assertThat(in.right()).isCloseTo(2, within(1e-9));
        assertThat(in.stay()).isLessThan(4 / 25.0);
        assertThat(in.change()).isEqualTo(1);
    }

    @Test
    void whatLeavesAtTheBorderIsAsFastAsItsInnerEnd() {
        List<Box> leaving = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            leaving.add(new Box(40 + i, 10, Walks.WIDTH - 40 - i, 20));
        }
        assertThat(followed(leaving).right()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aThingThatGrowsIsSeenToChange() {
        List<Box> growing = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            growing.add(new Box(20, 10, 20 + 2 * i, 20));
        }
        assertThat(followed(growing).change()).isCloseTo((28 - 1) / 20.0, within(1e-9));
    }

    @Test
    void flowIsScaledByTimeStamps() {
        Clip even = Walks.clip(5, 8, 20, 1, 10);
        double[] late = new double[8];
        for (int i = 0; i < late.length; i++) {
            late[i] = 2 * i / 25.0;
        }
        Motion usual = motions(even).get(5);
        Motion slow = motions(Clip.of("late", even.frames(), 25, late)).get(5);
        int inside = 16 * Walks.WIDTH + 30;
        assertThat(slow.flow().right()[inside]).isCloseTo(usual.flow().right()[inside] / 2, within(1e-5f));
    }

    /** It moves half its width a frame: where it was and where it is have only one half in common. */
    @Test
    void flowStandsWhereThingsAreNow() {
        float[] right = motions(Walks.clip(5, 8, 6, 6, 20)).get(6).flow().right();
        for (int y = 22; y < 30; y++) {
            for (int x = 50; x < 58; x++) {
                assertThat(right[y * Walks.WIDTH + x]).isCloseTo(6, within(1f));
            }
        }
    }

    @Test
    void refusesAFrameOfAnotherSize() {
        BackgroundImage background = BackgroundImage.of(Samples.of(Walks.normals(1)), 240, false);
        try (MotionSource source = new MotionSource(background, 25)) {
            source.push(new Frame(0, 0, Walks.anomaly().frames().get(0)));
            Frame other = new Frame(1, 0.04, Image.of("small", 1, 2, 2, new float[4]));
            assertThatThrownBy(() -> source.push(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one size");
        }
    }
}
