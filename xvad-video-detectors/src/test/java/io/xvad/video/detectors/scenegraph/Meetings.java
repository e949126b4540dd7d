package io.xvad.video.detectors.scenegraph;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small synthetic clips for tests: two patterned squares on a noisy ground, apart, side by side, or one behind the other. */
public final class Meetings {

    private static final int HEIGHT = 64;
    private static final int WIDTH = 112;
    private static final int SIDE = 16;

    private Meetings() {}

    /** Where a square is in the first frame, and how far it moves in each. */
    private record Square(double left, int row, double speed) {}

    /** They pass each other far apart. */
    public static Clip apart(int seed, int frames) {
        return clip("apart-" + seed, seed, frames, new Square(5 + seed % 7, 2, 1), new Square(80 - seed % 5, 46, -1));
    }

    /** They walk side by side. */
    public static Clip together(int seed, int frames) {
        int left = 4 + seed % 7;
        return clip("together-" + seed, seed, frames, new Square(left, 24, 1), new Square(left + SIDE + 7, 24, 1));
    }

    /** One walks behind the other. */
    public static Clip following(int seed, int frames) {
        int left = 4 + seed % 7;
        return clip("following-" + seed, seed, frames, new Square(left, 24, 1), new Square(left + SIDE + 22, 24, 1));
    }

    private static Clip clip(String id, int seed, int frames, Square one, Square other) {
        List<Image> images = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            images.add(frame(id + "#" + frame, 1000L * seed + frame, frame, List.of(one, other)));
        }
        return Clip.of(id, images, 10);
    }

    private static Image frame(String id, long seed, int frame, List<Square> squares) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double ground = 0.3 + 0.1 * Math.sin(0.9 * (i % WIDTH)) * Math.sin(0.7 * (i / WIDTH));
            values[i] = (float) (ground + 0.01 * random.nextDouble());
        }
        for (Square square : squares) {
            int x = (int) Math.round(square.left + square.speed * frame);
            for (int dy = 0; dy < SIDE; dy++) {
                for (int dx = Math.max(0, -x); dx < SIDE && x + dx < WIDTH; dx++) {
                    values[(square.row + dy) * WIDTH + x + dx] =
                            (float) (0.8 + 0.15 * Math.sin(1.1 * dx) * Math.cos(1.3 * dy));
                }
            }
        }
        return Image.of(id, 1, HEIGHT, WIDTH, values);
    }
}
