package io.xvad.explainers.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class TubeletOcclusionByHandTest {

    private static final int HEIGHT = MovingSquare.HEIGHT;
    private static final int WIDTH = MovingSquare.WIDTH;
    private static final int FRAMES = MovingSquare.FRAMES;

    /** Against loops over pixels and tubelets, with a score that has interactions. */
    @Test
    void equalsACountByHand() {
        ToDoubleFunction<Clip> score = clip -> {
            double most = clip.frames().stream()
                    .mapToDouble(ClipFormula::bright)
                    .max()
                    .orElseThrow();
            return most * most
                    + MovingSquare.sum(clip.frames().get(4))
                            * clip.frames().get(3).at(0, 5, 9);
        };
        Map<String, String> options = Map.of(
                "frames",
                "0.5",
                "lengths",
                "2",
                "size",
                "0.5",
                "stride",
                "0.5",
                "temporal-stride",
                "0.5",
                "max-detections",
                "1000");
        List<AnomalyMap> maps = MovingSquare.maps(
                new TubeletOcclusionExplainer(), new ClipFormula(score), MovingSquare.clip(), options);
        double[][] four = byHand(score, 4, 2, 6, 3);
        double[][] two = byHand(score, 2, 1, 6, 3);
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < HEIGHT * WIDTH; i++) {
                double expected = (four[frame][i] + two[frame][i]) / 2;
                assertThat(maps.get(frame).buffer().get(i)).isCloseTo((float) expected, within(1e-4f));
            }
        }
    }

    private static double[][] byHand(ToDoubleFunction<Clip> score, int length, int late, int side, int step) {
        Clip clip = MovingSquare.clip();
        double[][] sums = new double[FRAMES][HEIGHT * WIDTH];
        int[][] counts = new int[FRAMES][HEIGHT * WIDTH];
        for (int first : starts(FRAMES, length, late)) {
            for (int top : starts(HEIGHT, side, step)) {
                for (int left : starts(WIDTH, side, step)) {
                    boolean[][] hidden = new boolean[FRAMES][HEIGHT * WIDTH];
                    for (int frame = first; frame < first + length; frame++) {
                        for (int i = 0; i < HEIGHT * WIDTH; i++) {
                            int y = i / WIDTH;
                            int x = i % WIDTH;
                            hidden[frame][i] = y >= top && y < top + side && x >= left && x < left + side;
                        }
                    }
                    double fall = score.applyAsDouble(clip) - score.applyAsDouble(without(clip, hidden));
                    for (int frame = 0; frame < FRAMES; frame++) {
                        for (int i = 0; i < HEIGHT * WIDTH; i++) {
                            sums[frame][i] += hidden[frame][i] ? fall : 0;
                            counts[frame][i] += hidden[frame][i] ? 1 : 0;
                        }
                    }
                }
            }
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < HEIGHT * WIDTH; i++) {
                sums[frame][i] /= counts[frame][i];
            }
        }
        return sums;
    }

    private static TreeSet<Integer> starts(int all, int length, int step) {
        TreeSet<Integer> starts = new TreeSet<>();
        for (int start = 0; start < all; start += step) {
            starts.add(Math.min(start, all - length));
        }
        return starts;
    }

    private static Clip without(Clip clip, boolean[][] hidden) {
        float[] median = MovingSquare.median(clip).toArray();
        List<Image> frames = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] values = clip.frames().get(frame).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = hidden[frame][i] ? median[i] : values[i];
            }
            frames.add(Image.of("by-hand", 1, HEIGHT, WIDTH, values));
        }
        return Clip.of("by-hand", frames, 10);
    }
}
