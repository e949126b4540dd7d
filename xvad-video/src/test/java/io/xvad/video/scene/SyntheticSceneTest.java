package io.xvad.video.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.stream.TrackedBox;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticSceneTest {

    private static final int FRAMES = 240;

    private static Image ground() {
        float[] values = new float[3 * 120 * 180];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.4f + 0.1f * (float) Math.sin(i * 0.7);
        }
        return Image.of("ground", 3, 120, 180, values);
    }

    private static SyntheticScene scene(Optional<SceneAnomaly> anomaly, long seed) {
        return SyntheticScene.of("scene", ground(), FRAMES, 25, anomaly, seed);
    }

    @Test
    void normalScenesHaveNothingMarked() {
        SyntheticScene scene = scene(Optional.empty(), 3);
        assertThat(scene.boxes()).isEmpty();
        assertThat(IntStream.range(0, FRAMES)
                        .noneMatch(frame -> scene.mask(frame).any()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anomaliesBeginLaterAndAreWhereTheMaskIs(SceneAnomaly kind) {
        SyntheticScene scene = scene(Optional.of(kind), 5);
        List<TrackedBox> boxes = scene.boxes();
        assertThat(boxes).isNotEmpty();
        assertThat(boxes.get(0).frame()).isBetween(FRAMES / 4, FRAMES / 2);
        assertThat(scene.mask(0).any()).isFalse();
        for (TrackedBox box : boxes) {
            box.box().requireInside(120, 180);
        }
        int frame = boxes.get(boxes.size() / 2).frame();
        assertThat(scene.mask(frame).any()).isTrue();
        SyntheticScene normal = scene(Optional.empty(), 5);
        float[] with = scene.frame(frame).toArray();
        float[] without = normal.frame(frame).toArray();
        boolean[] mask = scene.mask(frame).toArray();
        int differing = 0;
        int marked = 0;
        for (int i = 0; i < mask.length; i++) {
            differing += mask[i] && Math.abs(with[i] - without[i]) > 0.02 ? 1 : 0;
            marked += mask[i] ? 1 : 0;
        }
        assertThat(differing).isGreaterThan(marked / 2);
    }

    @Test
    void theSameSeedGivesTheSameScene() {
        Optional<SceneAnomaly> anomaly = Optional.of(SceneAnomaly.CROWD);
        assertThat(scene(anomaly, 7).frame(100)).isEqualTo(scene(anomaly, 7).frame(100));
        assertThat(scene(anomaly, 7).boxes()).isEqualTo(scene(anomaly, 7).boxes());
        assertThat(scene(anomaly, 8).boxes()).isNotEqualTo(scene(anomaly, 7).boxes());
    }

    private static SyntheticScene traffic(Optional<TrafficAnomaly> anomaly, long seed) {
        return SyntheticScene.traffic("traffic", ground(), FRAMES, 25, anomaly, seed);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrongInTrafficBeginsLaterAndIsDrawnInItsMask(TrafficAnomaly kind) {
        SyntheticScene scene = traffic(Optional.of(kind), 5);
        List<TrackedBox> boxes = scene.boxes();
        assertThat(boxes).isNotEmpty();
        assertThat(boxes.get(0).frame()).isBetween(FRAMES / 4, FRAMES / 2);
        assertThat(scene.mask(0).any()).isFalse();
        for (TrackedBox box : boxes) {
            box.box().requireInside(120, 180);
        }
        assertThat(scene.mask(boxes.get(boxes.size() / 2).frame()).any()).isTrue();
        assertThat(traffic(Optional.of(kind), 5).frame(150)).isEqualTo(scene.frame(150));
        assertThat(traffic(Optional.of(kind), 6).boxes()).isNotEqualTo(boxes);
    }

    @Test
    void normalTrafficHasNothingMarkedAndKeepsItsDistance() {
        assertThat(traffic(Optional.empty(), 3).boxes()).isEmpty();
        for (long seed = 0; seed < 20; seed++) {
            List<Mover> all = new Traffic(120, 180, FRAMES, seed).all(Optional.empty());
            for (int frame = 0; frame < FRAMES; frame += 10) {
                assertThat(closest(all, frame))
                        .as("seed %d, frame %d", seed, frame)
                        .isGreaterThan(0.25 * 120);
            }
        }
    }

    /** The least distance of two middles on one lane. */
    private static double closest(List<Mover> all, int frame) {
        return all.stream()
                .flatMapToDouble(one -> all.stream()
                        .filter(other -> other != one && Math.abs(one.centreY(frame) - other.centreY(frame)) < 5)
                        .mapToDouble(other -> Math.abs(one.centreX(frame) - other.centreX(frame))))
                .min()
                .orElseThrow();
    }

    @Test
    void whoTailgatesIsCloseBehindAndWhoMeetStandTogether() {
        assertThat(together(TrafficAnomaly.TAILGATING, 120)).isBetween(0.04 * 120, 0.1 * 120);
        assertThat(together(TrafficAnomaly.MEETING, 200)).isBetween(0.01 * 120, 0.06 * 120);
    }

    /** The gap of two anomalous movers, in pixels. */
    private static double together(TrafficAnomaly kind, int frame) {
        List<Mover> both = new Traffic(120, 180, FRAMES, 4)
                .all(Optional.of(kind)).stream()
                        .filter(one -> one.isAnomalous(frame))
                        .toList();
        assertThat(both).hasSize(2);
        return Math.abs(both.get(0).centreX(frame) - both.get(1).centreX(frame))
                - (both.get(0).width() + both.get(1).width()) / 2;
    }

    @Test
    void refusesWhatItCannotDraw() {
        Image small = Image.of("small", 3, 8, 8, new float[192]);
        assertThatThrownBy(() -> SyntheticScene.of("scene", small, 10, 25, Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 x 64");
        assertThatThrownBy(() -> SyntheticScene.traffic("traffic", small, 10, 25, Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 x 64");
        assertThatThrownBy(() -> SyntheticScene.of("scene", ground(), 0, 25, Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one frame");
    }
}
