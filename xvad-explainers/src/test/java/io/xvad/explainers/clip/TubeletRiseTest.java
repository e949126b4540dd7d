package io.xvad.explainers.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.metrics.explanation.agreement.PointingGame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TubeletRiseTest {

    private static final Map<String, String> MANY = Map.of("max-detections", "600", "temporal-grid", "4");

    private static List<AnomalyMap> maps(ClipFormula detector, Clip clip, Map<String, String> options) {
        return MovingSquare.maps(new TubeletRiseExplainer(), detector, clip, options);
    }

    @Test
    void theSquareStandsOutWhereAndWhenItIs() {
        List<AnomalyMap> maps = maps(ClipFormula.brightness(), MovingSquare.clip(), MANY);
        assertThat(maps).hasSize(MovingSquare.FRAMES);
        assertThat(PointingGame.of(maps.get(4), MovingSquare.mask(4), 1)).isEqualTo(1);
        assertThat(maps.get(4).max()).isGreaterThan(1.3f * maps.get(0).max());
    }

    @Test
    void whatLowersTheScoreIsBelowZero() {
        ClipFormula dark = new ClipFormula(clip ->
                10 - clip.frames().stream().mapToDouble(ClipFormula::bright).sum());
        AnomalyMap map = maps(dark, MovingSquare.clip(), MANY).get(4);
        assertThat(map.at(6, 10)).isNegative();
    }

    @Test
    void aScoreThatNeverChangesHasNoSaliency() {
        assertThat(maps(new ClipFormula(clip -> 7), MovingSquare.clip(), Map.of("max-detections", "30")))
                .allSatisfy(map -> assertThat(map.max()).isCloseTo(0, within(1e-6f)));
    }

    @Test
    void anotherSeedDrawsOtherMasks() {
        SmoothTubeletMasks masks = new SmoothTubeletMasks(8, 12, 18, 3, 4, 0.5, 1);
        SmoothTubeletMasks others = new SmoothTubeletMasks(8, 12, 18, 3, 4, 0.5, 2);
        assertThat(masks.mask(5).kept(2).orElseThrow())
                .isEqualTo(masks.mask(5).kept(2).orElseThrow());
        assertThat(masks.mask(5).kept(2).orElseThrow())
                .isNotEqualTo(others.mask(5).kept(2).orElseThrow());
        assertThat(masks.mask(5).kept(2).orElseThrow())
                .isNotEqualTo(masks.mask(6).kept(2).orElseThrow());
    }

    /** On average a mask shows the share asked for, at every pixel of every frame, and changes smoothly. */
    @Test
    void masksAreFairAndSmooth() {
        SmoothTubeletMasks masks = new SmoothTubeletMasks(10, 12, 18, 2, 3, 0.3, 9);
        double[][] mean = new double[10][12 * 18];
        int count = 1500;
        double steepest = 0;
        for (int k = 0; k < count; k++) {
            float[] before = masks.mask(k).kept(0).orElseThrow();
            for (int frame = 0; frame < 10; frame++) {
                float[] kept = masks.mask(k).kept(frame).orElseThrow();
                for (int i = 0; i < kept.length; i++) {
                    mean[frame][i] += kept[i] / count;
                    steepest = Math.max(steepest, Math.abs(kept[i] - before[i]));
                }
                before = kept;
            }
        }
        for (double[] frame : mean) {
            for (double value : frame) {
                assertThat(value).isCloseTo(0.3, within(0.06));
            }
        }
        assertThat(steepest).isLessThanOrEqualTo(2 / 10.0 + 1e-6);
    }

    @Test
    void aClipOfOneFrameWorks() {
        List<AnomalyMap> maps = maps(ClipFormula.brightness(), MovingSquare.still(), MANY);
        assertThat(PointingGame.of(maps.get(0), MovingSquare.mask(MovingSquare.FIRST), 1))
                .isEqualTo(1);
    }
}
