package io.xvad.benchmarks;

import io.xvad.core.Image;
import io.xvad.video.scene.SceneAnomaly;
import io.xvad.video.scene.SyntheticAnomaly;
import io.xvad.video.scene.SyntheticScene;
import io.xvad.video.scene.TrafficAnomaly;
import java.util.List;
import java.util.Optional;

/** The generators of synthetic scenes. */
enum SceneGenerator {
    WALKERS(List.of(SceneAnomaly.values())) {
        @Override
        SyntheticScene scene(
                String id, Image ground, int frames, double rate, Optional<SyntheticAnomaly> kind, long seed) {
            return SyntheticScene.of(id, ground, frames, rate, kind.map(SceneAnomaly.class::cast), seed);
        }
    },
    TRAFFIC(List.of(TrafficAnomaly.values())) {
        @Override
        SyntheticScene scene(
                String id, Image ground, int frames, double rate, Optional<SyntheticAnomaly> kind, long seed) {
            return SyntheticScene.traffic(id, ground, frames, rate, kind.map(TrafficAnomaly.class::cast), seed);
        }
    };

    private final List<SyntheticAnomaly> kinds;

    SceneGenerator(List<? extends SyntheticAnomaly> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** The kinds of anomaly that it can put into a scene. */
    List<SyntheticAnomaly> kinds() {
        return kinds;
    }

    /** A scene; nothing is wrong in it if the kind is empty. */
    abstract SyntheticScene scene(
            String id, Image ground, int frames, double rate, Optional<SyntheticAnomaly> kind, long seed);
}
