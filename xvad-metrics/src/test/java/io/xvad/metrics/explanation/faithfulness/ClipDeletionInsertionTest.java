package io.xvad.metrics.explanation.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ClipDeletionInsertionTest {

    private static final int FRAMES = 4;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 6;
    private static final double[] TIMES = {0, 1, 1.5, 4};

    /** Every sample its own value, or all of one. */
    private static Clip clip(boolean rising, float constant) {
        List<Image> frames = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] values = new float[3 * HEIGHT * WIDTH];
            for (int i = 0; i < values.length; i++) {
                values[i] = rising ? (frame * values.length + i + 1) / 400f : constant;
            }
            frames.add(Image.of("frame-" + frame, 3, HEIGHT, WIDTH, values));
        }
        return Clip.of("clip", frames, 2, TIMES);
    }

    private static List<AnomalyMap> maps(int salientFrame) {
        List<AnomalyMap> maps = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] values = new float[HEIGHT * WIDTH];
            java.util.Arrays.fill(values, frame == salientFrame ? 1 : 0);
            maps.add(AnomalyMap.of(HEIGHT, WIDTH, values));
        }
        return maps;
    }

    private static double sum(Image image) {
        double sum = 0;
        for (float value : image.toArray()) {
            sum += value;
        }
        return sum;
    }

    /** The score is what one frame holds: gone in the first of four steps, or only in the others. */
    @Test
    void aFrameThatCarriesTheScoreIsWorthWhatTheTrapezoidsSay() {
        ToDoubleFunction<Clip> third = clip -> sum(clip.frames().get(2));
        Clip black = clip(false, 0);
        DeletionInsertion right = ClipDeletionInsertion.of(third, clip(true, 0), maps(2), black, 4, 1);
        assertThat(right.deletionAuc()).isCloseTo(0.125, within(1e-6));
        assertThat(right.insertionAuc()).isCloseTo(0.875, within(1e-6));
        DeletionInsertion wrong = ClipDeletionInsertion.of(third, clip(true, 0), maps(0), black, 4, 1);
        assertThat(wrong.deletionAuc()).isGreaterThan(0.4);
    }

    /** Nothing is lost between the tall image and the clip. */
    @Test
    void theScoreIsAskedOfClipsLikeTheFirst() {
        List<Clip> seen = new ArrayList<>();
        ClipDeletionInsertion.of(
                clip -> {
                    seen.add(clip);
                    return clip.frames().stream()
                            .mapToDouble(ClipDeletionInsertionTest::sum)
                            .sum();
                },
                clip(true, 0),
                maps(1),
                clip(false, 0.5f),
                4,
                1);
        assertThat(seen.get(0)).isEqualTo(clip(true, 0));
        assertThat(seen.get(1)).isEqualTo(clip(false, 0.5f));
        Clip quarterDeleted = seen.get(2);
        assertThat(quarterDeleted.frames().get(1))
                .isEqualTo(clip(false, 0.5f).frames().get(1));
        assertThat(quarterDeleted.frames().get(3))
                .isEqualTo(clip(true, 0).frames().get(3));
        assertThat(quarterDeleted.timestamp(3)).isEqualTo(4);
    }

    @Test
    void refusesAsManyMapsAsThereAreNotFrames() {
        assertThatThrownBy(() ->
                        ClipDeletionInsertion.of(clip -> 1, clip(true, 0), maps(1).subList(0, 2), clip(false, 0), 4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 frames");
    }
}
