package io.xvad.video;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small synthetic clips for tests: patterned squares that walk on a noisy ground. */
public final class Walks {

    public static final int HEIGHT = 48;
    public static final int WIDTH = 72;
    private static final int SIDE = 12;

    private static final int PAIR_FRAMES = 45;

    private Walks() {}

    /** A square: where its left side is in the first frame, pixels a frame to the right, and the row of its top. */
    private record Square(double start, double speed, int row) {}

    /** At some speed in pixels a frame, from a column, with the top in a row. */
    public static Clip clip(int seed, int frames, double start, double speed, int row) {
        return clip(seed, frames, List.of(new Square(start, speed, row)));
    }

    private static Clip clip(int seed, int frames, List<Square> squares) {
        List<Image> images = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            images.add(frame(seed, frame, squares));
        }
        return Clip.of("walk-" + seed, images, 25);
    }

    private static Image frame(int seed, int frame, List<Square> squares) {
        SplittableRandom random = new SplittableRandom(1000L * seed + frame);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double ground = 0.3 + 0.1 * Math.sin(0.9 * (i % WIDTH)) * Math.sin(0.7 * (i / WIDTH));
            values[i] = (float) (ground + 0.01 * random.nextDouble());
        }
        squares.forEach(square -> draw(square, frame, values));
        return Image.of("walk-" + seed + "#" + frame, 1, HEIGHT, WIDTH, values);
    }

    private static void draw(Square square, int frame, float[] values) {
        int x = (int) Math.round(square.start + square.speed * frame);
        for (int dy = 0; dy < SIDE; dy++) {
            for (int dx = Math.max(0, -x); dx < SIDE && x + dx < WIDTH; dx++) {
                values[(square.row + dy) * WIDTH + x + dx] =
                        (float) (0.8 + 0.15 * Math.sin(1.1 * dx) * Math.cos(1.3 * dy));
            }
        }
    }

    /** A few that walk one pixel a frame in the lower half. */
    public static List<Sample> normals(int count) {
        List<Sample> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clips.add(clip(i, 30, 5 + 3 * i, 1, 30));
        }
        return clips;
    }

    /** Three times as fast, where nobody walks. */
    public static Clip anomaly() {
        return clip(99, 18, 2, 3, 6);
    }

    /** A few in which one walks behind another, at a distance of their size or a little less, in the lower half. */
    public static List<Sample> normalPairs(int count) {
        List<Sample> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int ahead = 20 + i;
            clips.add(clip(200 + i, PAIR_FRAMES, List.of(new Square(ahead, 0.5, 30), new Square(ahead - 22, 0.5, 30))));
        }
        return clips;
    }

    /** Two that walk up to each other. */
    public static Clip meeting() {
        return clip(299, PAIR_FRAMES, List.of(new Square(3, 0.5, 30), new Square(57, -0.5, 30)));
    }
}
