package io.xvad.detectors.efficientad;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import java.util.Objects;

/** All networks of EfficientAD in their frozen form on an engine that runs any network. */
final class FrozenEfficientAd implements EfficientAdScores {

    static final String MAP = "map";

    private final Network network;
    private final int size;

    FrozenEfficientAd(SavedNetwork saved, InferenceEngine engine, int threads, int size) {
        this.network = saved.open(engine, threads, MAP);
        this.size = size;
    }

    @Override
    public float[] map(float[] picture) {
        return Objects.requireNonNull(
                        network.run(Tensor.of(picture, 1, 3, size, size)).get(MAP))
                .toArray();
    }

    @Override
    public void close() {
        network.close();
    }
}
