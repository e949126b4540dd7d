package io.xvad.video.detectors.explain;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticScene;
import io.xvad.video.stream.FittedVideoDetector;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A small synthetic scene in which somebody walks where nobody walks, every third frame of it. */
final class Street {

    static final int FRAMES = 12;
    private static final int HEIGHT = 64;
    private static final int WIDTH = 96;
    private static final int LENGTH = 90;
    private static final int FIRST = 48;
    private static final int STEP = 3;

    private static final StillCamera CAMERA = StillCamera.of(
            SyntheticScene.of("normal", ground(), 1200, 30, Optional.empty(), 1).clip());

    private Street() {}

    static Image ground() {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[3 * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.45, 0.55);
        }
        return Image.of("ground", 3, HEIGHT, WIDTH, values);
    }

    private static SyntheticScene strange(long seed) {
        return SyntheticScene.of("street", ground(), LENGTH, 30, Optional.of(SceneAnomaly.WRONG_PLACE), seed);
    }

    static FittedVideoDetector fitted() {
        return CAMERA.fitted();
    }

    static Clip clip(long seed) {
        SyntheticScene scene = strange(seed);
        List<Image> frames = IntStream.range(0, FRAMES)
                .mapToObj(i -> scene.frame(FIRST + STEP * i))
                .toList();
        return Clip.of("street", frames, 10);
    }

    /** Where a frame of the clip is strange. */
    static Mask mask(long seed, int frame) {
        return strange(seed).mask(FIRST + STEP * frame);
    }
}
