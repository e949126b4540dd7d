package io.xvad.video.detectors.framenetwork;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.List;
import java.util.stream.IntStream;

/** Small clips: a dim upright bar goes to the right; in the anomaly a bright block jumps about as well. */
final class Bars {

    static final int HEIGHT = 24;
    static final int WIDTH = 32;

    private Bars() {}

    static List<Sample> normals() {
        return IntStream.range(0, 4)
                .<Sample>mapToObj(i -> clip("normal-" + i, 3 * i, 10, false))
                .toList();
    }

    static Clip anomaly() {
        return clip("anomaly", 4, 10, true);
    }

    static Clip clip(String id, int start, int frames, boolean jumping) {
        return Clip.of(
                id,
                IntStream.range(0, frames)
                        .mapToObj(i -> frame(id + "#" + i, start + i, jumping ? i : -1))
                        .toList(),
                10);
    }

    private static Image frame(String id, int bar, int jump) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            boolean block = jump >= 0 && Math.abs(x - (jump * 11 + 5) % WIDTH) < 4 && Math.abs(y - 12) < 5;
            values[i] = block ? 1f : Math.floorMod(x - bar, WIDTH) < 4 ? 0.5f : 0.2f;
        }
        return Image.of(id, 1, HEIGHT, WIDTH, values);
    }
}
