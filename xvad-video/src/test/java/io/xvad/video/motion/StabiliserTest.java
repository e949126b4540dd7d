package io.xvad.video.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.stream.Frame;
import io.xvad.video.flow.ByteImage;
import io.xvad.video.flow.FlowField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A square walks to the right by 2 pixels a frame on a pavement of tiles, seen by a camera that is shaken by up to five pixels each way. */
class StabiliserTest {

    private static final int HEIGHT = 120;
    private static final int WIDTH = 160;
    private static final int TILE = 5;
    private static final int SIDE = 20;
    private static final int FRAMES = 24;
    private static final int[][] SHAKEN = {{0, 0}, {3, -2}, {-4, 1}, {5, 5}, {-5, -3}, {1, 4}, {-2, -5}, {4, 0}};

    private static final double[] TILES =
            new SplittableRandom(8).doubles(10_007, 0.3, 0.7).toArray();

    /** The grey of the tile there, the same in every frame. */
    private static double tile(int y, int x) {
        int number = Math.floorDiv(y, TILE) * 211 + Math.floorDiv(x, TILE);
        return TILES[Math.floorMod(number, TILES.length)];
    }

    private static int left(int frame) {
        return 20 + 2 * frame;
    }

    /** What is shaken down and to the right is seen further down and to the right. */
    private static Image image(int frame, boolean withSquare, int right, int down) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int sceneY = y - down;
                int sceneX = x - right;
                boolean square = withSquare
                        && sceneY >= 50
                        && sceneY < 50 + SIDE
                        && sceneX >= left(frame)
                        && sceneX < left(frame) + SIDE;
                values[y * WIDTH + x] = (float)
                        (square ? 0.4 + 0.8 * tile(sceneY + 500, sceneX - left(frame) + 500) : tile(sceneY, sceneX));
            }
        }
        return Image.of("frame-" + frame, 1, HEIGHT, WIDTH, values);
    }

    private static Clip clip(String id, boolean withSquare, boolean shaken) {
        List<Image> frames = IntStream.range(0, FRAMES)
                .mapToObj(i -> {
                    int[] by = SHAKEN[shaken ? i % SHAKEN.length : 0];
                    return image(i, withSquare, by[0], by[1]);
                })
                .toList();
        return Clip.of(id, frames, 25);
    }

    private static BackgroundImage background(boolean stabilised) {
        return BackgroundImage.of(Samples.of(List.of(clip("empty", false, true))), 240, stabilised);
    }

    private static List<Motion> motions(BackgroundImage background, Clip clip) {
        List<Motion> motions = new ArrayList<>();
        try (MotionSource source = new MotionSource(background, 25)) {
            Frame.of(clip).forEach(frame -> source.push(frame).ifPresent(motions::add));
        }
        return motions;
    }

    private static double foreground(Motion motion) {
        int count = 0;
        for (boolean one : motion.foreground()) {
            count += one ? 1 : 0;
        }
        return count / (double) motion.foreground().length;
    }

    @Test
    void withoutItAFrameIsForeground() {
        BackgroundImage sharp = BackgroundImage.of(Samples.of(List.of(clip("still", false, false))), 240, false);
        Motion last = motions(sharp, clip("shaken", true, true)).get(FRAMES - 2);
        assertThat(foreground(last)).isGreaterThan(0.3);
    }

    @Test
    void withItOnlyWhatMovesIsForegroundWhereItIs() {
        List<Motion> motions = motions(background(true), clip("shaken", true, true));
        for (int i = 1; i < motions.size(); i++) {
            int frame = i + 1;
            int[] by = SHAKEN[frame % SHAKEN.length];
            List<ForegroundObject> objects = ForegroundObjects.in(motions.get(i), 0.005);
            assertThat(objects).as("frame %d", frame).hasSize(1);
            Box box = objects.get(0).box();
            assertThat(box.x()).isCloseTo(left(frame) + by[0], within(2));
            assertThat(box.y()).isCloseTo(50 + by[1], within(2));
            assertThat(box.width()).isCloseTo(SIDE, within(3));
            assertThat(box.height()).isCloseTo(SIDE, within(3));
        }
    }

    /** What a still camera shows of the square, by the same optical flow, is 1.4 to 2 pixels. */
    @Test
    void flowIsThatOfThingsAndNotOfTheCamera() {
        List<Motion> motions = motions(background(true), clip("shaken", true, true));
        List<Motion> still = motions(background(true), clip("still", true, false));
        for (int i = 0; i < motions.size(); i++) {
            FlowField flow = motions.get(i).flow();
            int[] by = SHAKEN[(i + 1) % SHAKEN.length];
            assertThat(median(flow.right(), square(i + 1, by[0], by[1])))
                    .isCloseTo(median(still.get(i).flow().right(), square(i + 1, 0, 0)), within(0.25));
            assertThat(median(flow.down(), square(i + 1, by[0], by[1]))).isCloseTo(0, within(0.25));
            int[] ground = IntStream.range(20 * WIDTH, 40 * WIDTH)
                    .filter(at -> at % WIDTH > 20 && at % WIDTH < WIDTH - 20)
                    .toArray();
            assertThat(median(flow.right(), ground)).isCloseTo(0, within(0.2));
            assertThat(median(flow.down(), ground)).isCloseTo(0, within(0.2));
        }
    }

    private static int[] square(int frame, int right, int down) {
        return IntStream.range(0, HEIGHT * WIDTH)
                .filter(at -> at / WIDTH >= 50 + down
                        && at / WIDTH < 50 + down + SIDE
                        && at % WIDTH >= left(frame) + right
                        && at % WIDTH < left(frame) + right + SIDE)
                .toArray();
    }

    private static double median(float[] values, int[] at) {
        double[] sorted = Arrays.stream(at).mapToDouble(i -> values[i]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Test
    void theShiftIsThatOfTheCamera() {
        ByteImage scene = ByteImage.of(image(0, false, 0, 0));
        try (Stabiliser stabiliser = new Stabiliser(scene)) {
            for (int[] by : SHAKEN) {
                CameraShift shift = stabiliser.shift(ByteImage.of(image(9, true, by[0], by[1])));
                assertThat(shift.right()).isCloseTo(by[0], within(0.25));
                assertThat(shift.down()).isCloseTo(by[1], within(0.25));
            }
        }
    }

    /** Another place altogether, and one that is farther away than a camera is shaken. */
    @Test
    void whatDoesNotFitIsNotMoved() {
        ByteImage scene = ByteImage.of(image(0, false, 0, 0));
        try (Stabiliser stabiliser = new Stabiliser(scene)) {
            assertThat(stabiliser.shift(ByteImage.of(image(0, false, 40, 0))).isNone())
                    .isTrue();
            assertThat(stabiliser
                            .shift(ByteImage.of(image(0, false, 5000, 5000)))
                            .isNone())
                    .isTrue();
            ByteImage blank = new ByteImage(HEIGHT, WIDTH, 1, new byte[HEIGHT * WIDTH]);
            assertThat(stabiliser.shift(blank).isNone()).isTrue();
        }
    }

    @Test
    void aStillCameraIsTheSameWithIt() {
        Clip empty = clip("empty", false, false);
        Clip still = clip("still", true, false);
        List<Motion> without = motions(BackgroundImage.of(Samples.of(List.of(empty)), 240, false), still);
        List<Motion> with = motions(BackgroundImage.of(Samples.of(List.of(empty)), 240, true), still);
        assertThat(with).zipSatisfy(without, (one, other) -> {
            assertThat(one.foreground()).isEqualTo(other.foreground());
            assertThat(one.flow().right()).isEqualTo(other.flow().right());
        });
    }
}
