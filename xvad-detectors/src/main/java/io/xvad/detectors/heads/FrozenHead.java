package io.xvad.detectors.heads;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.features.Distances;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A trained head in its frozen form on an engine that runs any network. Thread-safe. */
final class FrozenHead implements Distances {

    private final Network network;
    private final Standardisation standardisation;
    private final Supplier<Head> live;

    /**
     * Opens one.
     *
     * @param threads within one run; 0 lets the engine decide
     * @param live gives the head in SameDiff, for gradients
     */
    FrozenHead(
            SavedNetwork saved,
            InferenceEngine engine,
            int threads,
            Standardisation standardisation,
            Supplier<Head> live) {
        this.network = saved.open(engine, threads, Head.SCORE);
        this.standardisation = standardisation;
        this.live = live;
    }

    @Override
    public float[] of(float[] rows) {
        int dimension = standardisation.means().length;
        Tensor input = Tensor.owning(standardisation.apply(rows), rows.length / dimension, dimension);
        return Objects.requireNonNull(network.run(Map.of(Head.ROWS, input)).get(Head.SCORE))
                .toArray();
    }

    @Override
    public float[] gradient(float[] rows, float[] weights) {
        return live.get().gradient(rows, weights);
    }

    @Override
    public void close() {
        network.close();
    }
}
