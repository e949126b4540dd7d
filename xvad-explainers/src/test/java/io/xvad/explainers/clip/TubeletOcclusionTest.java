package io.xvad.explainers.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.metrics.explanation.agreement.PointingGame;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TubeletOcclusionTest {

    private static final int HEIGHT = MovingSquare.HEIGHT;
    private static final int WIDTH = MovingSquare.WIDTH;
    private static final int FRAMES = MovingSquare.FRAMES;

    private static List<AnomalyMap> maps(ClipFormula detector, Clip clip, Map<String, String> options) {
        return MovingSquare.maps(new TubeletOcclusionExplainer(), detector, clip, options);
    }

    @Test
    void theSquareStandsOutWhereAndWhenItIs() {
        List<AnomalyMap> maps = maps(ClipFormula.brightness(), MovingSquare.clip(), Map.of());
        assertThat(maps).hasSize(FRAMES);
        for (int frame = MovingSquare.FIRST; frame <= MovingSquare.LAST; frame++) {
            assertThat(PointingGame.of(maps.get(frame), MovingSquare.mask(frame), 1))
                    .isGreaterThan(0.5);
        }
        assertThat(maps.get(4).max()).isGreaterThan(1.3f * maps.get(0).max());
        assertThat(maps.get(4).at(1, 1)).isCloseTo(0, within(1e-4f));
    }

    /** Each tubelet of a partition is worth what it carries, so all together are worth the score above the baseline's. */
    @Test
    void aPartitionOfAnAdditiveScoreIsComplete() {
        ClipFormula sum = new ClipFormula(clip -> clip.frames().stream()
                .mapToDouble(frame -> MovingSquare.sum(frame) + 3 * frame.at(0, 2, 2))
                .sum());
        Clip clip = MovingSquare.clip();
        List<AnomalyMap> maps = maps(
                sum,
                clip,
                Map.of("size", "0.5", "stride", "1", "frames", "0.25", "temporal-stride", "1", "lengths", "1"));
        double total = 0;
        for (AnomalyMap map : maps) {
            for (float value : map.toArray()) {
                total += value;
            }
        }
        Clip baseline = Clip.of("baseline", Collections.nCopies(FRAMES, MovingSquare.median(clip)), 10);
        double expected = sum.formula().applyAsDouble(clip) - sum.formula().applyAsDouble(baseline);
        assertThat(total / (2 * 6 * 6)).isCloseTo(expected, within(1e-3));
    }

    @Test
    void aClipOfOneFrameIsExplainedAgainstItsBlur() {
        List<AnomalyMap> maps = maps(ClipFormula.brightness(), MovingSquare.still(), Map.of());
        assertThat(maps).hasSize(1);
        assertThat(PointingGame.of(maps.get(0), MovingSquare.mask(MovingSquare.FIRST), 1))
                .isGreaterThan(0.5);
    }

    @Test
    void tubeletsStandFurtherApartOrGrowWhereTheBudgetIsSmall() {
        for (String size : List.of("0.5", "0.1")) {
            ClipFormula detector = ClipFormula.brightness();
            maps(detector, MovingSquare.clip(), Map.of("max-detections", "20", "size", size, "frames", "0.2"));
            assertThat(detector.seen().size() - 1).as(size).isBetween(5, 20);
        }
    }

    @Test
    void framesOutsideATubeletAreNotCopied() {
        ClipFormula detector = ClipFormula.brightness();
        Clip clip = MovingSquare.clip();
        maps(detector, clip, Map.of("frames", "0.25", "lengths", "1"));
        assertThat(detector.seen().stream().skip(1)).allSatisfy(seen -> assertThat(IntStream.range(0, FRAMES)
                        .filter(frame ->
                                seen.frames().get(frame) == clip.frames().get(frame))
                        .count())
                .isEqualTo(FRAMES - 2));
    }

    @Test
    void tubeletsCoverEverything() {
        int[] covered = new int[7 * 11 * 13];
        Clip clip = Clip.of("x", Collections.nCopies(7, Image.of("x", 1, 11, 13, new float[143])), 1);
        for (Tubelet tubelet : new TubeletGrid(clip, 3, 4, 0.7, 0.7).tubelets()) {
            ClipMask mask = tubelet.mask(11, 13);
            for (int frame = 0; frame < 7; frame++) {
                float[] kept = mask.kept(frame).orElse(new float[0]);
                for (int i = 0; i < kept.length; i++) {
                    covered[frame * 143 + i] += kept[i] == 0 ? 1 : 0;
                }
            }
        }
        assertThat(Arrays.stream(covered).min().orElseThrow()).isPositive();
    }
}
