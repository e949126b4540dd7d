package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Dark noise above which a bright square moves to the right in some frames. */
public final class MovingSquare {

    public static final int HEIGHT = 12;
    public static final int WIDTH = 18;
    public static final int FRAMES = 8;
    public static final int FIRST = 3;
    public static final int LAST = 5;
    private static final int SIDE = 4;

    private MovingSquare() {}

    public static boolean inSquare(int frame, int y, int x) {
        int left = 8 + frame - FIRST;
        return frame >= FIRST && frame <= LAST && y >= 4 && y < 4 + SIDE && x >= left && x < left + SIDE;
    }

    /** A background that stands still, and a little noise. */
    private static Image frame(int frame, boolean square, SplittableRandom noise) {
        SplittableRandom ground = new SplittableRandom(1);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double dark = ground.nextDouble(0.2, 0.4) + noise.nextDouble(0.01);
            values[i] = (float) (square && inSquare(frame, i / WIDTH, i % WIDTH) ? 0.95 : dark);
        }
        return Image.of("frame-" + frame, 1, HEIGHT, WIDTH, values);
    }

    public static Clip clip() {
        SplittableRandom noise = new SplittableRandom(2);
        List<Image> frames = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            frames.add(frame(frame, true, noise));
        }
        return Clip.of("moving-square", frames, 10);
    }

    /** Only one frame of it. */
    public static Clip still() {
        return Clip.of("still-square", List.of(clip().frames().get(FIRST)), 10);
    }

    public static boolean[] mask(int frame) {
        boolean[] mask = new boolean[HEIGHT * WIDTH];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inSquare(frame, i / WIDTH, i % WIDTH);
        }
        return mask;
    }

    /** The maps an explainer gives, frame by frame. */
    public static List<AnomalyMap> maps(
            Explainer explainer, ClipFormula detector, Clip clip, Map<String, String> options) {
        ExplainRequest request = ExplainRequest.of(explainer, options, 3);
        return explainer
                .explain(detector, clip, detector.detect(clip), request)
                .evidence(Saliency.class)
                .map(Saliency::map)
                .toList();
    }

    /** Of all samples. */
    public static double sum(Image image) {
        double sum = 0;
        for (float value : image.toArray()) {
            sum += value;
        }
        return sum;
    }

    /** Each pixel's median over the eight frames. */
    public static Image median(Clip clip) {
        float[] median = new float[HEIGHT * WIDTH];
        for (int i = 0; i < median.length; i++) {
            int at = i;
            double[] sorted = clip.frames().stream()
                    .mapToDouble(frame -> frame.buffer().get(at))
                    .sorted()
                    .toArray();
            median[i] = (float) ((sorted[3] + sorted[4]) / 2);
        }
        return Image.of("median", 1, HEIGHT, WIDTH, median);
    }
}
