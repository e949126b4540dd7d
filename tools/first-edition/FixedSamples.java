import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The samples of the recorded baseline. Only integer arithmetic, products and sums of doubles, and SplittableRandom, so that
 * every JVM makes the same bits. The first sample is normal, the other two are not.
 */
final class FixedSamples {

    static final int HEIGHT = 40;
    static final int WIDTH = 48;
    static final int SIDE = 64;
    static final int FRAMES = 24;

    private FixedSamples() {}

    /** The three images that are scored: "normal", "anomaly-1", "anomaly-2". */
    static List<Sample> images() {
        return List.of(image("normal", 1001, 0), image("anomaly-1", 1002, 1), image("anomaly-2", 1003, 2));
    }

    /** The three clips that are scored: "normal", "anomaly-1", "anomaly-2". */
    static List<Sample> clips() {
        return List.of(clip("normal", 2001, 0), clip("anomaly-1", 2002, 1), clip("anomaly-2", 2003, 2));
    }

    /** What the image models learned from: eight. */
    static List<Sample> normalImages() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            normals.add(image("train-" + i, i, 0));
        }
        return normals;
    }

    /** What the video models learned from: six. */
    static List<Sample> normalClips() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            normals.add(clip("train-" + i, 100 + i, 0));
        }
        return normals;
    }

    /** Slanted stripes with noise, 40 x 48 RGB; defect 1 is a patch of another weave, 2 a dark scratch and a bright spot. */
    static Image image(String id, long seed, int defect) {
        SplittableRandom random = new SplittableRandom(seed);
        int shift = random.nextInt(8);
        double light = 0.95 + 0.1 * random.nextDouble();
        double[] base = {0.7, 0.55, 0.4};
        float[] values = new float[3 * HEIGHT * WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double noise = 0.04 * (random.nextDouble() - 0.5);
                double stripe = Math.abs((x + y / 2 + shift) % 8 - 4) / 4.0;
                boolean patch = defect == 1 && y >= 12 && y < 24 && x >= 26 && x < 40;
                boolean scratch = defect == 2 && y >= 8 && y < 30 && Math.abs(x - y - 4) <= 1;
                boolean spot = defect == 2 && y >= 30 && y < 35 && x >= 6 && x < 11;
                for (int c = 0; c < 3; c++) {
                    double value = base[c] * light * (0.7 + 0.3 * stripe) + noise;
                    if (patch) {
                        value = (c == 0 ? 0.85 : 0.2) * ((x + 2 * y) % 6 < 3 ? 1 : 0.5) + noise;
                    }
                    if (scratch) {
                        value = 0.1 + noise;
                    }
                    if (spot) {
                        value = 0.97;
                    }
                    values[(c * HEIGHT + y) * WIDTH + x] = eightBit(value);
                }
            }
        }
        return Image.of(id, 3, HEIGHT, WIDTH, values);
    }

    /**
     * A yellow block goes to the right over a still background, 24 frames of 64 x 64 RGB at 10 frames a second; in defect 1
     * it goes up, fast; in defect 2 it is large and blue, stands, then goes to the left.
     */
    static Clip clip(String id, long seed, int defect) {
        SplittableRandom random = new SplittableRandom(seed);
        int startX = random.nextInt(8);
        int startY = 34 + random.nextInt(6);
        double[] colour = defect == 2 ? new double[] {0.2, 0.3, 0.95} : new double[] {0.9, 0.8, 0.3};
        int width = defect == 2 ? 18 : 10;
        int height = defect == 2 ? 18 : 12;
        List<Image> frames = new ArrayList<>();
        for (int t = 0; t < FRAMES; t++) {
            int left = defect == 0 ? startX + 2 * t : defect == 1 ? 30 : 40 - 2 * Math.max(0, t - 8);
            int top = defect == 0 ? startY : defect == 1 ? 64 - 4 * t : 20;
            SplittableRandom background = new SplittableRandom(99);
            float[] values = new float[3 * SIDE * SIDE];
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double still = 0.3 + 0.1 * ((x / 8 + y / 8) % 2) + 0.05 * background.nextDouble();
                    double noise = 0.01 * (random.nextDouble() - 0.5);
                    boolean block = x >= left && x < left + width && y >= top && y < top + height;
                    for (int c = 0; c < 3; c++) {
                        double value = block ? colour[c] * (0.9 + 0.1 * ((x - left + y - top) % 3) / 2.0) : still;
                        values[(c * SIDE + y) * SIDE + x] = eightBit(value + noise);
                    }
                }
            }
            frames.add(Image.of(id + "#" + t, 3, SIDE, SIDE, values));
        }
        return Clip.of(id, frames, 10);
    }

    private static float eightBit(double value) {
        return Math.round(Math.max(0, Math.min(1, value)) * 255) / 255f;
    }
}
