package io.xvad.video;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small synthetic clips for tests: a patterned square that walks to the right on a noisy ground. */
public final class Walks {

    public static final int HEIGHT = 48;
    public static final int WIDTH = 72;
    private static final int SIDE = 12;

    private Walks() {}

    /** At some speed in pixels a frame, from a column, with the top in a row. */
    public static Clip clip(int seed, int frames, double start, double speed, int row) {
        List<Image> images = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            images.add(frame(seed, frame, start + speed * frame, row));
        }
        return Clip.of("walk-" + seed, images, 25);
    }

    private static Image frame(int seed, int frame, double left, int row) {
        SplittableRandom random = new SplittableRandom(1000L * seed + frame);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double ground = 0.3 + 0.1 * Math.sin(0.9 * (i % WIDTH)) * Math.sin(0.7 * (i / WIDTH));
            values[i] = (float) (ground + 0.01 * random.nextDouble());
        }
        int x = (int) Math.round(left);
        for (int dy = 0; dy < SIDE; dy++) {
            for (int dx = Math.max(0, -x); dx < SIDE && x + dx < WIDTH; dx++) {
                values[(row + dy) * WIDTH + x + dx] = (float) (0.8 + 0.15 * Math.sin(1.1 * dx) * Math.cos(1.3 * dy));
            }
        }
        return Image.of("walk-" + seed + "#" + frame, 1, HEIGHT, WIDTH, values);
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
}
